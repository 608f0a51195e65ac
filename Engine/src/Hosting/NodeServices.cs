using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime.Hosting;

/// <summary>What silos and clients both offer.</summary>
internal static class NodeServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<GrainFactory>();
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<GrainFactory>());
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<GrainFactory>());
    }
}
