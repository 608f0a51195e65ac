using OrleansCalls.Cluster.Tests.Network;

namespace OrleansCalls.Cluster.Tests.Processes;

/// <summary>A cluster that the tests of a class share; each leaves it as it found it, or it is mended before the next.</summary>
public abstract class ClusterFixture(ClusterPlan plan) : IAsyncLifetime
{
    private CallCluster? _cluster;

    /// <summary>The cluster.</summary>
    public CallCluster Cluster => _cluster!;

    /// <summary>The times of the cluster that tests reckon with.</summary>
    public static TimeSpan RingTimeout { get; } = TimeSpan.FromSeconds(10);

    /// <summary>The goal for finding a dead silo out.</summary>
    public static TimeSpan DetectionGoal { get; } = TimeSpan.FromSeconds(5);

    public async Task InitializeAsync() => _cluster = await CallCluster.Start(plan);

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }

    /// <summary>Lets everything pass again and starts what does not run.</summary>
    public async Task Mend()
    {
        foreach (var node in Cluster.Silos.Concat(Cluster.FrontEnds))
        {
            if (node.Database is { } database)
            {
                database.Set(ProxyMode.Pass);
                database.Delay = TimeSpan.Zero;
            }

            if (node.Gateway is { } gateway)
                gateway.HoldsAnswers = false;
            if (node.Silo is not null)
                Cluster.Separate(node, ProxyMode.Pass);
        }

        await Cluster.Complete();
    }
}
