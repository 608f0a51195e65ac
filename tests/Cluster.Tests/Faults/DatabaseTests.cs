using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Processes;
using OrleansCalls.Testing;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>FAULTS 10: PostgreSQL is away for a while.</summary>
public sealed class DatabaseTests(DatabaseTests.Fixture fixture, ITestOutputHelper output)
    : FaultTest(fixture, output), IClassFixture<DatabaseTests.Fixture>
{
    private const int LoadedPairs = 8;

    private static readonly TimeSpan Away = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReturnLimit = TimeSpan.FromSeconds(10);

    [FaultFact]
    public async Task Row_10_without_a_database_processes_live_and_are_not_ready_and_come_back()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * LoadedPairs);
        var load = CallCycles.Start(crowd.Pairs);
        var (caller, callee) = crowd.Pairs[0];
        var nodes = Cluster.Silos.Concat(Cluster.FrontEnds).Select(node => node.Process).ToArray();

        await Cluster.Postgres.Stop();
        var stopped = Now;
        foreach (var node in nodes)
        {
            await Eventually.Holds(async () => !await node.Answers("/healthz/ready"));
            Assert.True(await node.Answers("/healthz/live"), $"{node.Name} is said not to live");
        }

        using (var refused =
            await caller.Account.Post(Cluster.Addresses[0], "/api/call/initiate", new { calleeId = callee.UserId, media = "audio" }))
        {
            Assert.Equal(503, (int)refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }

        if (stopped + Away - Now is { Ticks: > 0 } left)
            await Eventually.After(left);
        await Cluster.Postgres.Restart();
        var back = Now;
        crowd.History.Add(new Disruption(stopped, back + ReturnLimit, "the database was away"));
        await Task.WhenAll(nodes.Select(node => node.AwaitReady()));
        foreach (var person in crowd.People)
            await Eventually.Holds(async () => await person.Account.AskActive(Cluster.Addresses[0]));
        Measured.Note(Output, "10", "everybody is served again after", Now - back);
        Assert.InRange(Now - back, TimeSpan.Zero, ReturnLimit);
        Assert.All(nodes, node => Assert.False(node.HasEnded, $"{node.Name} has stopped"));
        await Judge(crowd, load);
    }

    /// <summary>A cluster with a PostgreSQL of its own.</summary>
    public sealed class Fixture() : ClusterFixture(new ClusterPlan { OwnPostgres = true });
}
