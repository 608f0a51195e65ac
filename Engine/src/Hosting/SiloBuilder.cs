using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Manifest;
using Orleans.Storage;
using Orleans.Timers;

namespace Orleans.Runtime.Hosting;

internal sealed class SiloBuilder : ISiloBuilder
{
    private SiloBuilder(IServiceCollection services, IConfiguration configuration)
    {
        Services = services;
        Configuration = configuration;
    }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }

    /// <summary>The one builder of the host, with the services that every silo has.</summary>
    public static SiloBuilder For(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(one => one.ServiceType == typeof(ClientBuilder)))
            throw new OrleansConfigurationException("A host has either a silo or a client. The silo's host has a client of its own: leave UseOrleansClient out.");
        if (services.FirstOrDefault(one => one.ServiceType == typeof(SiloBuilder))?.ImplementationInstance is SiloBuilder known)
            return known;

        var builder = new SiloBuilder(services, configuration);
        services.AddSingleton(builder);
        builder.AddDefaults();
        return builder;
    }

    private void AddDefaults()
    {
        Services.AddLogging();
        Services.AddOptions();
        Services.TryAddSingleton(TimeProvider.System);
        Services.TryAddSingleton(_ => GrainManifest.OfProcess);
        Services.AddSingleton<LocalSiloDetails>();
        Services.AddSingleton<ILocalSiloDetails>(services => services.GetRequiredService<LocalSiloDetails>());
        Services.AddSingleton(services => new Node(
            services.GetRequiredService<ILocalSiloDetails>().SiloAddress,
            services,
            NodeSettings.From(services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value, services.GetRequiredService<TimeProvider>())));
        NodeServices.Add(Services);
        Services.AddSingleton<ITimerRegistry, TimerRegistry>();
        Services.AddSingleton<IGrainRuntime, GrainRuntime>();
        Services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        Services.AddTransient(services => services.GetRequiredService<IGrainContextAccessor>().GrainContext);
        Services.TryAddSingleton<ClusterMemory>();
        Services.TryAddSingleton<IGrainStorageSerializer, SystemTextJsonStorageSerializer>();
        Services.AddSingleton<Silo>();
        Services.AddHostedService(services => services.GetRequiredService<Silo>());
    }
}
