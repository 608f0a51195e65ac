using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Processes;
using OrleansCalls.Testing;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>Clusters that grow and shrink, in order and by force. Each test has a cluster of its own.</summary>
public sealed class ScaleTests(ITestOutputHelper output)
{
    private const int LoadedPairs = 8;

    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [FaultFact(Long = true)]
    public async Task One_two_and_three_of_five_silos_are_killed_and_no_call_is_lost()
    {
        await using var cluster = await CallCluster.Start(new ClusterPlan { Silos = 5 });
        await using var members = await MemberList.Connect(cluster);
        await using var crowd = await Crowd.Gather(cluster, 2 * 2 * LoadedPairs);
        var load = CallCycles.Start(crowd.Pairs, TimeSpan.FromMilliseconds(200));
        for (var count = 1; count <= 3; count++)
        {
            var victims = cluster.Silos.Take(count).ToArray();
            await Task.WhenAll(victims.Select(silo => silo.Process.Kill()));
            var killed = TimeProvider.System.GetUtcNow();
            crowd.History.Add(new Disruption(killed, killed + ClusterFixture.DetectionGoal, $"{count} of 5 silos were killed"));

            var serving = ServesEverybody(cluster, crowd);
            var found = await members.AwaitOut(victims, Patience);
            Measured.Note(output, $"{count} of 5", "time to detect", found - killed);
            Measured.Note(output, $"{count} of 5", "time to serve everybody again", await serving - killed);
            foreach (var silo in victims)
                await silo.Start();
            await cluster.AwaitReady();
        }

        await Verdict.NothingIsLostOrDoubled(cluster, crowd, output, load);
        Measured.Note(output, "of 5", "calls", load.Completed);
        Measured.Note(output, "of 5", "calls lost", 0);
    }

    [FaultFact(Long = true)]
    public async Task Silos_go_from_one_to_five_to_two_and_front_ends_from_one_to_three_to_one_and_no_transition_is_lost()
    {
        await using var cluster = await CallCluster.Start(new ClusterPlan { Silos = 1, FrontEnds = 1 });
        await using var crowd = await Crowd.Gather(cluster, 2 * LoadedPairs);
        var load = CallCycles.Start(crowd.Pairs, TimeSpan.FromMilliseconds(200));
        for (var silo = 2; silo <= 5; silo++)
            await cluster.AddSilo();
        for (var frontEnd = 2; frontEnd <= 3; frontEnd++)
            await cluster.AddFrontEnd();
        foreach (var node in cluster.Silos.Take(3).Concat(cluster.FrontEnds.Take(2)))
        {
            var took = await node.Process.Terminate();
            Measured.Note(output, "scale", $"{node.Name} gone after", took);
            Assert.InRange(took, TimeSpan.Zero, LeaveLimit);
        }

        await Verdict.NothingIsLostOrDoubled(cluster, crowd, output, load);
        Assert.Empty(load.Troubles);
    }

    [FaultFact]
    public Task Silo_with_calls_drains_and_nobody_notices() => Drain(connected: 100, ringing: 20);

    [FaultFact(Long = true)]
    public Task Silo_with_a_thousand_calls_drains_and_nobody_notices() => Drain(connected: 1000, ringing: 200);

    /// <summary>All calls are on one silo; then there is a second one, and the first is told to stop.</summary>
    private async Task Drain(int connected, int ringing)
    {
        await using var cluster = await CallCluster.Start(new ClusterPlan
        {
            Silos = 1,
            FrontEnds = 1,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Calls__RingTimeout"] = "00:05:00",
                ["Calls__HeartbeatInterval"] = "00:00:10",
                ["Calls__AbsenceLimit"] = "00:00:30",
            },
        });
        await using var crowd = await Crowd.Gather(cluster, 2 * (connected + ringing), TimeSpan.FromSeconds(10));
        var talks = await InBatches(crowd.Pairs.Take(connected));
        foreach (var batch in talks)
            await batch.AnswerAll();
        var rings = await InBatches(crowd.Pairs.Skip(connected));
        await cluster.AddSilo();

        var took = await cluster.Silos[0].Process.Terminate();
        Measured.Note(output, "drain", $"silo with {connected} connected and {ringing} ringing calls gone after", took);
        Assert.InRange(took, TimeSpan.Zero, LeaveLimit);

        foreach (var batch in rings)
            await batch.AnswerAll();
        Assert.All(rings.SelectMany(batch => batch.Calls), call =>
            Assert.Equal(CallStates.Connected, call.Caller.Knows(call.CallId)!.State));
        Assert.All(talks.SelectMany(batch => batch.Calls), call =>
            Assert.Equal(CallStates.Connected, call.Caller.Knows(call.CallId)!.State));
        foreach (var batch in talks.Concat(rings))
            await batch.HangUp();
        Assert.All(crowd.History.Operations, operation => Assert.Equal(Outcome.Ok, operation.Outcome));
        Measured.Note(
            output, "drain", "longest command", crowd.History.Operations.Max(operation => operation.Completed - operation.Invoked));
        await Verdict.NothingIsLostOrDoubled(cluster, crowd, output);
    }

    private static async Task<List<Ringing>> InBatches(IEnumerable<(Person Caller, Person Callee)> pairs)
    {
        var batches = new List<Ringing>();
        foreach (var batch in pairs.Chunk(20))
            batches.Add(await Ringing.Start(batch));
        return batches;
    }

    private static async Task<DateTimeOffset> ServesEverybody(CallCluster cluster, Crowd crowd)
    {
        await Task.WhenAll(crowd.People.Select(person => Eventually.Holds(() => person.Account.AskActive(cluster.Addresses[0]), Patience)));
        return TimeProvider.System.GetUtcNow();
    }
}
