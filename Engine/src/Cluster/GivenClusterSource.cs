namespace Orleans.Runtime.Cluster;

/// <summary>A cluster in this process.</summary>
internal sealed class GivenClusterSource(InProcessCluster cluster) : IClusterSource
{
    public Task<IClusterLink> Connect(Node node, CancellationToken cancellation) => Task.FromResult(cluster.Join(node));
}
