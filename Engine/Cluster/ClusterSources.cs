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

/// <summary>The cluster behind one of these gateways, for clients.</summary>
internal sealed class GatewayClusterSource(IReadOnlyCollection<IPEndPoint> gateways) : IClusterSource
{
    public Task<IClusterLink> Connect(Node node, CancellationToken cancellation) =>
        gateways.Select(InProcessClusters.FindGateway).FirstOrDefault(found => found is { View.Live.Length: > 0 }) is { } cluster
            ? Task.FromResult(cluster.Join(node))
            : throw Remote.NotSupported($"no silo of this process has a gateway at {string.Join(", ", gateways)}");
}

/// <summary>The cluster that is written down in a database.</summary>
internal sealed class AdoNetClusterSource(string connectionString) : IClusterSource
{
    public Task<IClusterLink> Connect(Node node, CancellationToken cancellation)
    {
        var options = node.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        var name = $"{connectionString}#{options.ServiceId}/{options.ClusterId}";
        if (!node.Address.IsClient)
            return Task.FromResult(InProcessClusters.OfName(name).Join(node));
        return InProcessClusters.FindName(name) is { View.Live.Length: > 0 } cluster
            ? Task.FromResult(cluster.Join(node))
            : throw Remote.NotSupported($"no silo of this process is in cluster {options.ClusterId}");
    }
}

/// <summary>What the embedded engine cannot do yet.</summary>
internal static class Remote
{
    public static NotSupportedException NotSupported(string found) =>
        new($"The embedded engine connects only to silos of its own process, and {found}. Run silo and client in one process, or build with the Orleans packages.");
}
