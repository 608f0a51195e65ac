using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;

namespace Orleans.Hosting;

/// <summary>Clustering, tracing and options of a silo.</summary>
public static class CoreHostingExtensions
{
    public static ISiloBuilder Configure<TOptions>(this ISiloBuilder builder, Action<TOptions> configureOptions)
        where TOptions : class
    {
        builder.Services.Configure(configureOptions);
        return builder;
    }

    /// <summary>Has traces follow calls.</summary>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder)
    {
        builder.Services.AddSingleton(CallTracing.On);
        return builder;
    }

    /// <summary>A cluster of this process alone.</summary>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = EndpointOptions.DEFAULT_SILO_PORT,
        int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev")
    {
        if (primarySiloEndpoint is not null)
            throw new NotSupportedException("To join another silo, the embedded engine needs a database: use UseAdoNetClustering.");
        builder.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (serviceId, clusterId));
        builder.Services.AddSingleton<IClusterSource>(new GivenClusterSource(new()));
        return builder.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
    }

    /// <summary>Where the silo listens.</summary>
    public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, IPAddress advertisedIP, int siloPort, int gatewayPort) =>
        builder.Configure<EndpointOptions>(options =>
            (options.AdvertisedIPAddress, options.SiloPort, options.GatewayPort) = (advertisedIP, siloPort, gatewayPort));

    /// <summary>Has the silo listen at this machine's address.</summary>
    public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, int siloPort, int gatewayPort)
    {
        var host = Dns.GetHostName();
        var address = Dns.GetHostAddresses(host, AddressFamily.InterNetwork).FirstOrDefault()
            ?? throw new OrleansConfigurationException($"This machine, {host}, has no IPv4 address.");
        return builder.ConfigureEndpoints(address, siloPort, gatewayPort);
    }
}
