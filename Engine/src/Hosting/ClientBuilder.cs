using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Manifest;

namespace Orleans.Runtime.Hosting;

internal sealed class ClientBuilder : IClientBuilder
{
    private ClientBuilder(IServiceCollection services, IConfiguration configuration)
    {
        Services = services;
        Configuration = configuration;
    }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }

    /// <summary>The one builder of the host, with the services that every client has.</summary>
    public static ClientBuilder For(IServiceCollection services, IConfiguration configuration)
    {
        if (services.Any(one => one.ServiceType == typeof(SiloBuilder)))
            throw new OrleansConfigurationException("A host has either a silo or a client. The silo's host has a client of its own: leave UseOrleansClient out.");
        if (services.FirstOrDefault(one => one.ServiceType == typeof(ClientBuilder))?.ImplementationInstance is ClientBuilder known)
            return known;

        var builder = new ClientBuilder(services, configuration);
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
        Services.AddSingleton(services => new Node(
            // Nobody connects to a client; its number makes it unlike all others of its cluster.
            SiloAddress.New(IPAddress.Loopback, 0, -RandomNumberGenerator.GetInt32(1, int.MaxValue)),
            services,
            NodeSettings.From(services.GetRequiredService<IOptions<ClientMessagingOptions>>().Value, services.GetRequiredService<TimeProvider>())));
        NodeServices.Add(Services);
        Services.AddSingleton<Client>();
        Services.AddHostedService(services => services.GetRequiredService<Client>());
    }
}
