using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime.Cluster;

/// <summary>A given cluster.</summary>
internal sealed class GivenClusterSource(InProcessCluster cluster) : IClusterSource
{
    public Task<IClusterLink> Connect(Node node, CancellationToken cancellation) => Task.FromResult(cluster.Join(node));
}

/// <summary>The cluster of a port of this machine, for silos.</summary>
internal sealed class LocalhostClusterSource(int? primaryPort) : IClusterSource
{
    public Task<IClusterLink> Connect(Node node, CancellationToken cancellation)
    {
        var endpoints = node.Services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        var cluster = InProcessClusters.OfName($"localhost:{primaryPort ?? endpoints.SiloPort}");
        var link = cluster.Join(node);
        if (endpoints.GatewayPort != 0)
            InProcessClusters.AddGateway(endpoints.GatewayPort, cluster);
        return Task.FromResult(link);
    }
}
