using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;

namespace Orleans.Hosting;

/// <summary>Clustering and tracing of a silo.</summary>
public static class CoreHostingExtensions
{
    /// <summary>Lets traces cross calls.</summary>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder)
    {
        builder.Services.AddSingleton(CallTracing.On);
        return builder;
    }

    /// <summary>A cluster on this machine, for development and tests.</summary>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = EndpointOptions.DEFAULT_SILO_PORT,
        int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = ClusterOptions.DevelopmentId,
        string clusterId = ClusterOptions.DevelopmentId)
    {
        if (primarySiloEndpoint is not null)
            throw new NotSupportedException("A silo of the embedded engine that joins another one needs a database: use UseAdoNetClustering.");
        builder.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (serviceId, clusterId));
        builder.Services.AddSingleton<IClusterSource>(new GivenClusterSource(new()));
        return builder.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
    }

    /// <summary>Where the silo listens.</summary>
    public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, IPAddress advertisedIP, int siloPort, int gatewayPort, bool listenOnAnyHostAddress = false) =>
        builder.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = advertisedIP;
            options.SiloPort = siloPort;
            options.GatewayPort = gatewayPort;
            if (listenOnAnyHostAddress)
            {
                options.SiloListeningEndpoint = new(IPAddress.Any, siloPort);
                options.GatewayListeningEndpoint = new(IPAddress.Any, gatewayPort);
            }
        });

    /// <summary>Where the silo listens, by the name of the machine.</summary>
    public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, string hostname, int siloPort, int gatewayPort, AddressFamily addressFamily = AddressFamily.InterNetwork, bool listenOnAnyHostAddress = false)
    {
        var address = Dns.GetHostAddresses(hostname, addressFamily).FirstOrDefault()
            ?? throw new ArgumentException($"{hostname} has no address of family {addressFamily}.", nameof(hostname));
        return builder.ConfigureEndpoints(address, siloPort, gatewayPort, listenOnAnyHostAddress);
    }

    /// <summary>Where the silo listens, at this machine's own address.</summary>
    public static ISiloBuilder ConfigureEndpoints(this ISiloBuilder builder, int siloPort, int gatewayPort, AddressFamily addressFamily = AddressFamily.InterNetwork, bool listenOnAnyHostAddress = false) =>
        builder.ConfigureEndpoints(Dns.GetHostName(), siloPort, gatewayPort, addressFamily, listenOnAnyHostAddress);
}
