using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Processes;
using OrleansCalls.Testing;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>FAULTS 12: clocks of silos that are wrong.</summary>
public sealed class ClockTests(ClockTests.Fixture fixture, ITestOutputHelper output)
    : FaultTest(fixture, output), IClassFixture<ClockTests.Fixture>
{
    private const int RingingPairs = 12;
    private const int LoadedPairs = 4;

    [FaultFact(Needs = "faketime")]
    public async Task Row_12_clocks_five_minutes_off_neither_cut_rings_short_nor_make_them_immortal()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * (RingingPairs + LoadedPairs));
        var load = CallCycles.Start([.. crowd.Pairs.Skip(RingingPairs)]);
        var ringing = await Ringing.Start([.. crowd.Pairs.Take(RingingPairs)]);
        var began = Now;

        await ringing.AllSettled(Now, Grace);
        Measured.Note(Output, "12", "rings lasted", Now - began);
        Assert.All(ringing.Calls, call =>
        {
            var seen = call.Caller.Knows(call.CallId)!;
            Assert.Equal("missed", seen.EndReason);
            Assert.InRange((seen.EndedAt!.Value - call.Deadline).TotalSeconds, -0.25, 1);
        });
        await Judge(crowd, load);
        Assert.Empty(load.Troubles);
        Assert.All(Cluster.Silos, silo => Assert.True(silo.Runs, $"{silo.Name} was evicted"));
    }

    /// <summary>Three silos: one whose clock is behind, one whose clock is ahead, and a right one.</summary>
    public sealed class Fixture() : ClusterFixture(new ClusterPlan
    {
        // For all of them: the right one too would take one that joins "since five minutes" for stuck.
        Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Cluster__MaxClockSkew"] = "01:00:00" },
        Wrappers = new Dictionary<int, SiloWrapper> { [1] = WrongClock.OffBy("-300"), [2] = WrongClock.OffBy("+300") },
    });
}
