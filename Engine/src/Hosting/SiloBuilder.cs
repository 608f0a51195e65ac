using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Cluster;
using Orleans.Storage;

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

    /// <summary>The host's only builder, with the services that every silo has.</summary>
    public static SiloBuilder For(IServiceCollection services, IConfiguration configuration)
    {
        NodeServices.Refuse<ClientBuilder>(services);
        if (NodeServices.Find<SiloBuilder>(services) is { } known)
            return known;

        var builder = new SiloBuilder(services, configuration);
        services.AddSingleton(builder);
        builder.AddDefaults();
        return builder;
    }

    private void AddDefaults()
    {
        NodeServices.Add(Services);
        Services.AddSingleton<ILocalSiloDetails, LocalSiloDetails>();
        Services.AddSingleton(services => new Node(
            services.GetRequiredService<ILocalSiloDetails>().SiloAddress,
            services,
            services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value,
            services.GetRequiredService<TimeProvider>()));
        Services.TryAddSingleton<ClusterMemory>();
        Services.TryAddSingleton<IGrainStorageSerializer, SystemTextJsonStorageSerializer>();
        Services.AddSingleton<Silo>();
        Services.AddHostedService(services => services.GetRequiredService<Silo>());
    }
}
