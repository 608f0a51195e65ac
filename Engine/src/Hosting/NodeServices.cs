using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime.Manifest;

namespace Orleans.Runtime.Hosting;

/// <summary>The services that silos and clients share.</summary>
internal static class NodeServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddLogging();
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => GrainManifest.OfProcess);
        services.AddSingleton<GrainFactory>();
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
    }

    public static T? Find<T>(IServiceCollection services)
        where T : class => services.FirstOrDefault(service => service.ServiceType == typeof(T))?.ImplementationInstance as T;

    public static void Refuse<T>(IServiceCollection services)
        where T : class
    {
        if (Find<T>(services) is not null)
            throw new OrleansConfigurationException(
                "A host has either a silo or a client. The silo's host has a client of its own: leave UseOrleansClient out.");
    }
}
