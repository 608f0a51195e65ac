using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Processes;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>What tests of faults have in common: a whole cluster at the beginning, people on it, and the verdict at the end.</summary>
public abstract class FaultTest(ClusterFixture fixture, ITestOutputHelper output) : IAsyncLifetime
{
    private MemberList? _members;

    /// <summary>How much later than it must be something may be seen, over HTTP and sockets on a busy machine.</summary>
    protected static TimeSpan Grace { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Where results are noted.</summary>
    protected ITestOutputHelper Output => output;

    /// <summary>The cluster.</summary>
    protected CallCluster Cluster => fixture.Cluster;

    /// <summary>Who is in the cluster.</summary>
    protected MemberList Members => _members!;

    /// <summary>Now.</summary>
    protected static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public virtual async Task InitializeAsync()
    {
        await fixture.Mend();
        _members = await MemberList.Connect(Cluster);
    }

    public virtual async Task DisposeAsync()
    {
        if (_members is not null)
            await _members.DisposeAsync();
    }

    /// <summary>Kills silos at once; what rings there may ring on until they are found out.</summary>
    protected static async Task<DateTimeOffset> Kill(CallHistory history, params IReadOnlyList<Node> nodes)
    {
        await Task.WhenAll(nodes.Select(node => node.Process.Kill()));
        var killed = Now;
        history.Add(new Disruption(killed, killed + ClusterFixture.DetectionGoal, $"{nodes.Count} processes were killed"));
        return killed;
    }

    /// <summary>Waits until the cluster counts silos out, and notes how long it took.</summary>
    protected async Task<DateTimeOffset> AwaitOut(string row, DateTimeOffset since, params IReadOnlyList<Node> silos)
    {
        var found = await Members.AwaitOut(silos, TimeSpan.FromSeconds(30));
        Measured.Note(Output, row, "time to detect", found - since);
        return found;
    }

    /// <summary>Fails when something was lost, doubled or left.</summary>
    protected Task Judge(Crowd crowd, CallCycles? load = null) => Verdict.NothingIsLostOrDoubled(Cluster, crowd, Output, load);
}
