using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Hosting;

internal sealed class ClientBuilder : IClientBuilder
{
    private ClientBuilder(IServiceCollection services) => Services = services;

    public IServiceCollection Services { get; }

    /// <summary>The host's only builder, with the services that every client has.</summary>
    public static ClientBuilder For(IServiceCollection services)
    {
        NodeServices.Refuse<SiloBuilder>(services);
        if (NodeServices.Find<ClientBuilder>(services) is { } known)
            return known;

        var builder = new ClientBuilder(services);
        services.AddSingleton(builder);
        builder.AddDefaults();
        return builder;
    }

    private void AddDefaults()
    {
        NodeServices.Add(Services);
        Services.AddSingleton(services => new Node(
            // Nobody connects to a client; its number tells it from the others of its cluster.
            SiloAddress.New(IPAddress.Loopback, 0, -RandomNumberGenerator.GetInt32(1, int.MaxValue)),
            services,
            services.GetRequiredService<IOptions<ClientMessagingOptions>>().Value,
            services.GetRequiredService<TimeProvider>()));
        Services.AddSingleton<Client>();
        Services.AddHostedService(services => services.GetRequiredService<Client>());
    }
}
