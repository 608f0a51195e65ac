namespace OrleansCalls.Cluster.Tests.Processes;

/// <summary>Three silos and two front-ends that reach each other, and the database, through proxies.</summary>
[CollectionDefinition(Name)]
public sealed class ProxiedCluster : ICollectionFixture<ProxiedCluster.Fixture>
{
    /// <summary>The collection.</summary>
    public const string Name = "proxied";

    /// <summary>The cluster; few connections and a short queue, so that both are soon used up.</summary>
    public sealed class Fixture() : ClusterFixture(new ClusterPlan
    {
        ProxiedDatabase = true,
        ProxiedSilos = true,
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Persistence__MaxConnections"] = "8",
            ["Persistence__CommitQueueLimit"] = "64",
        },
    });
}
