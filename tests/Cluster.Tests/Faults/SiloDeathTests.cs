using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Processes;
using OrleansCalls.Testing;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>FAULTS 1 to 3: a silo is killed, with calls on it.</summary>
public sealed class SiloDeathTests(SiloDeathTests.Fixture fixture, ITestOutputHelper output) : IClassFixture<SiloDeathTests.Fixture>, IAsyncLifetime
{
    private const int RingingPairs = 20;
    private const int LoadedPairs = 6;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly CallCluster _cluster = fixture.Cluster;
    private MemberList? _members;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await fixture.Mend();
        _members = await MemberList.Connect(_cluster);
    }

    /// <inheritdoc/>
    public async Task DisposeAsync() => await _members!.DisposeAsync();

    [FaultFact]
    public async Task Row_1_calls_that_ring_on_a_killed_silo_are_answered_or_end()
    {
        await using var crowd = await Crowd.Gather(_cluster, 2 * (RingingPairs + LoadedPairs));
        var load = CallCycles.Start([.. crowd.Pairs.Skip(RingingPairs)]);
        var ringing = await Ringing.Start([.. crowd.Pairs.Take(RingingPairs)]);

        var killed = await KillOneSilo(crowd.History);
        var answering = ringing.Answer(half: 0);
        var found = await _members!.AwaitOut([_cluster.Silos[0]], TimeSpan.FromSeconds(15));
        Measured.Note(output, "1", "time to detect", found - killed);
        await answering;
        await ringing.AllSettled(ringing.Deadline, found, Grace);
        await ringing.HangUp();
        await Verdict.NothingIsLostOrDoubled(_cluster, crowd, output, load);
    }

    [FaultFact]
    public async Task Row_2_ring_whose_silos_die_just_before_its_deadline_is_missed_in_time()
    {
        await using var crowd = await Crowd.Gather(_cluster, 2 * RingingPairs);
        var ringing = await Ringing.Start(crowd.Pairs);
        await ringing.AlmostOver();

        var killed = await KillOneSilo(crowd.History);
        var found = await _members!.AwaitOut([_cluster.Silos[0]], TimeSpan.FromSeconds(15));
        Measured.Note(output, "2", "time to detect", found - killed);
        await ringing.AllSettled(ringing.Deadline, found, Grace);
        foreach (var call in ringing.Calls)
            Assert.Equal("missed", call.Caller.Knows(call.CallId)!.EndReason);
        Measured.Note(output, "2", "last ring after its deadline", ringing.LatestEnd - ringing.Deadline);
        await Verdict.NothingIsLostOrDoubled(_cluster, crowd, output);
    }

    /// <summary>Kills the first silo; what is late until it is found out may be.</summary>
    private async Task<DateTimeOffset> KillOneSilo(CallHistory history)
    {
        await _cluster.Silos[0].Process.Kill();
        var killed = TimeProvider.System.GetUtcNow();
        history.Add(new Disruption(killed, killed + ClusterFixture.DetectionGoal, "a silo was killed"));
        return killed;
    }

    /// <summary>Three silos, two front-ends.</summary>
    public sealed class Fixture() : ClusterFixture(new ClusterPlan());
}
