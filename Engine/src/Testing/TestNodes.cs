using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Runtime.Cluster;

namespace Orleans.TestingHost;

/// <summary>What every silo and client of a cluster under test is configured with.</summary>
internal static class TestNodes
{
    private static int _lastPort = 40000;

    public static void Configure(IServiceCollection services, InProcessCluster cluster, string clusterId, string serviceId)
    {
        services.AddSingleton<IClusterSource>(new GivenClusterSource(cluster));
        services.AddSingleton(cluster.Memory);
        services.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = clusterId;
            options.ServiceId = serviceId;
        });
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }

    public static void ConfigureSilo(IServiceCollection services, string name)
    {
        services.Configure<SiloOptions>(options => options.SiloName ??= name);
        services.Configure<EndpointOptions>(options =>
        {
            options.AdvertisedIPAddress = System.Net.IPAddress.Loopback;
            options.SiloPort = Interlocked.Add(ref _lastPort, 2);
            options.GatewayPort = options.SiloPort + 1;
        });
    }
}
