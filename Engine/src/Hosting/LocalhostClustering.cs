using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>What silos and clients on one machine share.</summary>
internal static class LocalhostClustering
{
    public static void SetIds(IServiceCollection services, string serviceId, string clusterId)
    {
        if (string.Equals(serviceId, ClusterOptions.DevelopmentId, StringComparison.Ordinal) && string.Equals(clusterId, ClusterOptions.DevelopmentId, StringComparison.Ordinal))
            return;
        services.Configure<ClusterOptions>(options =>
        {
            options.ServiceId = serviceId;
            options.ClusterId = clusterId;
        });
    }
}
