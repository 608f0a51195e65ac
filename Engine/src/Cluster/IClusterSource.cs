namespace Orleans.Runtime.Cluster;

/// <summary>Finds the cluster that this process is configured for.</summary>
internal interface IClusterSource
{
    /// <summary>Joins it, as a silo or as a client.</summary>
    Task<IClusterLink> Connect(Node node, CancellationToken cancellation);
}
