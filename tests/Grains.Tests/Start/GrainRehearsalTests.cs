using OrleansCalls.Cluster;

namespace OrleansCalls.Start;

public sealed class GrainRehearsalTests(PatientCluster cluster) : IClassFixture<PatientCluster>
{
    [Fact]
    public async Task Runs_and_leaves_no_line_in_the_ledger_and_nobody_in_a_call()
    {
        await new GrainRehearsal(cluster.Client, cluster.Clock).Run();

        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        Assert.Equal(Calls.CallState.Ringing, call.State);
    }
}
