using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Network;
using OrleansCalls.Cluster.Tests.Processes;
using OrleansCalls.Testing;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>FAULTS 7 to 9 and 11: silos that hang, and networks that do not carry.</summary>
[Collection(ProxiedCluster.Name)]
public sealed class PartitionTests(ProxiedCluster.Fixture fixture, ITestOutputHelper output) : FaultTest(fixture, output)
{
    private const int LoadedPairs = 8;

    /// <summary>How long a front-end tries for somebody who waits.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan LearnLimit = TimeSpan.FromSeconds(30);

    [FaultFact]
    public Task Row_7_silo_that_hung_learns_that_it_was_evicted_and_stops() => Hang(TimeSpan.FromSeconds(15));

    [FaultFact(Long = true)]
    public Task Row_7_silo_that_hung_for_a_minute_learns_that_it_was_evicted_and_stops() => Hang(TimeSpan.FromSeconds(60));

    [FaultFact]
    public async Task Row_8_one_side_of_a_partition_serves_and_duplicates_are_fenced()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * LoadedPairs);
        var load = CallCycles.Start(crowd.Pairs, TimeSpan.FromMilliseconds(200));
        var lonely = Cluster.Silos[0];

        Cluster.Separate(lonely, ProxyMode.Hang);
        var separated = Now;
        await lonely.Process.Ended(LearnLimit);
        Measured.Note(Output, "8", "the lonely silo has stopped after", Now - separated);
        Assert.NotEqual(0, lonely.Process.ExitCode);
        crowd.History.Add(new Disruption(separated, Now, "a silo was cut off from the others"));
        await AwaitOut("8", separated, lonely);
        await ServesAgain("8", crowd, separated);
        await Judge(crowd, load);
    }

    [FaultFact]
    public async Task Row_9_nothing_uncommitted_is_seen_of_a_silo_without_its_database()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * LoadedPairs);
        var load = CallCycles.Start(crowd.Pairs, TimeSpan.FromMilliseconds(200));
        var cut = Now;
        foreach (var mode in (ProxyMode[])[ProxyMode.Cut, ProxyMode.Hang])
        {
            Cluster.Silos[0].Database!.Set(mode);
            await Eventually.After(TimeSpan.FromSeconds(8));
            Cluster.Silos[0].Database!.Set(ProxyMode.Pass);
            await Eventually.After(TimeSpan.FromSeconds(2));
        }

        crowd.History.Add(new Disruption(cut, Now + ClusterFixture.DetectionGoal, "a silo was cut off from the database"));
        await ServesAgain("9", crowd, Now);
        await Judge(crowd, load);
    }

    [FaultFact]
    public async Task Row_11_slow_database_is_answered_with_quick_refusals_and_nobody_is_evicted()
    {
        const int commandsAtOnce = 10;
        await using var crowd = await Crowd.Gather(Cluster, 2 * LoadedPairs);
        var slowed = Now;
        foreach (var silo in Cluster.Silos)
            silo.Database!.Delay = TimeSpan.FromSeconds(2);

        var load = CallCycles.Start(crowd.Pairs);
        for (var wave = 0; wave < 3; wave++)
        {
            var asked = Enumerable.Range(0, commandsAtOnce * crowd.Pairs.Count).Select(i => crowd.Pairs[i % crowd.Pairs.Count]).Select(Ask);
            var times = await Task.WhenAll(asked);
            Measured.Note(Output, "11", $"longest of {times.Length} answers or refusals", times.Max());
            Assert.All(times, time => Assert.InRange(time, TimeSpan.Zero, AnswerLimit + Grace));
        }

        foreach (var silo in Cluster.Silos)
            silo.Database!.Delay = TimeSpan.Zero;
        var mended = Now;
        crowd.History.Add(new Disruption(slowed, mended + Grace, "the database was slow"));
        await ServesAgain("11", crowd, mended);
        await Judge(crowd, load);

        // One that was evicted would have stopped.
        Assert.All(Cluster.Silos, silo => Assert.True(silo.Runs, $"{silo.Name} was evicted"));

        async Task<TimeSpan> Ask((Person Caller, Person Callee) pair)
        {
            var began = TimeProvider.System.GetTimestamp();
            using var answer =
                await pair.Caller.Account.Post(Cluster.Addresses[0], "/api/call/answer", new { callId = Guid.CreateVersion7().ToString() });
            Assert.Contains((int)answer.StatusCode, (int[])[404, 503]);
            if ((int)answer.StatusCode == 503)
                Assert.NotNull(answer.Headers.RetryAfter);
            return TimeProvider.System.GetElapsedTime(began);
        }
    }

    private async Task Hang(TimeSpan time)
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * LoadedPairs);
        var load = CallCycles.Start(crowd.Pairs, TimeSpan.FromMilliseconds(200));
        var frozen = Cluster.Silos[0];

        frozen.Process.Freeze();
        var since = Now;
        var found = await AwaitOut("7", since, frozen);
        crowd.History.Add(new Disruption(since, found, "a silo hung"));
        await ServesAgain("7", crowd, since);
        if (since + time - Now is { Ticks: > 0 } left)
            await Eventually.After(left);

        frozen.Process.Thaw();
        var thawed = Now;
        await frozen.Process.Ended(LearnLimit);
        Measured.Note(Output, "7", "stopped after it went on", Now - thawed);
        Assert.NotEqual(0, frozen.Process.ExitCode);
        await Judge(crowd, load);
    }

    /// <summary>Waits until everybody's commands are answered.</summary>
    private async Task ServesAgain(string row, Crowd crowd, DateTimeOffset since)
    {
        foreach (var person in crowd.People)
            await Eventually.Holds(async () => await person.Account.AskActive(Cluster.Addresses[0]), TimeSpan.FromSeconds(30));
        Measured.Note(Output, row, "time to serve everybody again", Now - since);
    }
}
