using OrleansCalls.Cluster;

namespace OrleansCalls.Operations;

/// <summary>The processes that are heard of.</summary>
public sealed class OperationsGrainTests(PatientCluster cluster) : IClassFixture<PatientCluster>
{
    private IOperationsGrain Board => cluster.Client.GetGrain<IOperationsGrain>(IOperationsGrain.Key);

    [Fact]
    public async Task The_last_report_counts_and_who_leaves_or_stays_silent_is_forgotten()
    {
        var silo = new SiloReport("S1", 1, 2, 3, 4, [new RingMinute(cluster.Clock.Now, [new LatencyCount(7, 3)])]);
        await Board.Report(Process("a") with { Silo = silo });
        await Board.Report(
            Process("a") with { Silo = silo with { Users = 9 }, FrontEnd = new FrontEndReport("http://a", 1, 0, IsDraining: true) });
        await Board.Report(Process("b"));
        await Board.Report(Process("c"));
        await Board.Leave("b");

        var heard = (await Board.Read()).ToDictionary(process => process.Report.Id);
        Assert.Equal(["a", "c"], heard.Keys.Order());
        Assert.Equal((9, true), (heard["a"].Report.Silo!.Users, heard["a"].Report.FrontEnd!.IsDraining));
        Assert.Equal(new LatencyCount(7, 3), Assert.Single(Assert.Single(heard["a"].Report.Silo!.Rings).Counts));

        cluster.Clock.Advance(TimeSpan.FromMinutes(11));
        await Board.Report(Process("c"));
        Assert.Equal("c", Assert.Single(await Board.Read()).Report.Id);
    }

    private ProcessReport Process(string id) => new() { Id = id, Name = "machine:" + id, Version = "1.0.0", StartedAt = cluster.Clock.Now };
}
