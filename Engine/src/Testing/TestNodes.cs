using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime.Cluster;

namespace Orleans.TestingHost;

/// <summary>The configuration that every silo and client of a test cluster has.</summary>
internal static class TestNodes
{
    private static int _lastPort = 40000;

    public static void Configure(IServiceCollection services, InProcessCluster cluster, string id)
    {
        services.AddSingleton<IClusterSource>(new GivenClusterSource(cluster));
        services.AddSingleton(cluster.Memory);
        services.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (id, id));
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }

    public static void ConfigureSilo(IServiceCollection services) => services.Configure<EndpointOptions>(options =>
    {
        options.AdvertisedIPAddress = IPAddress.Loopback;
        options.SiloPort = Interlocked.Add(ref _lastPort, 2);
        options.GatewayPort = options.SiloPort + 1;
    });
}
