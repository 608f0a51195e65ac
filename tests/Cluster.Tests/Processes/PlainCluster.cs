namespace OrleansCalls.Cluster.Tests.Processes;

/// <summary>Three silos and two front-ends with nothing between them but a way to hold what silos answer to front-ends.</summary>
[CollectionDefinition(Name)]
public sealed class PlainCluster : ICollectionFixture<PlainCluster.Fixture>
{
    /// <summary>The collection.</summary>
    public const string Name = "plain";

    /// <summary>The cluster.</summary>
    public sealed class Fixture() : ClusterFixture(new ClusterPlan { ProxiedGateways = true });
}
