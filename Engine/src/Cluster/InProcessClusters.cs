using System.Collections.Concurrent;
using System.Net;

namespace Orleans.Runtime.Cluster;

/// <summary>The in-process clusters of this process, by what silos and clients are configured with.</summary>
internal static class InProcessClusters
{
    private static readonly ConcurrentDictionary<string, InProcessCluster> ByName = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<int, InProcessCluster> ByGateway = new();

    public static InProcessCluster OfName(string name) => ByName.GetOrAdd(name, _ => new());

    public static InProcessCluster? FindGateway(IPEndPoint gateway) => ByGateway.GetValueOrDefault(gateway.Port);

    public static void AddGateway(int port, InProcessCluster cluster) => ByGateway[port] = cluster;
}
