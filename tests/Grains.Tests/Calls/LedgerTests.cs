using OrleansCalls.Cluster;

namespace OrleansCalls.Calls;

/// <summary>What the ledger says of calls that went through the grains.</summary>
public sealed class LedgerTests(PatientCluster cluster) : IClassFixture<PatientCluster>
{
    [Fact]
    public async Task Every_command_is_there_with_who_asked_from_where_and_what_came_of_it()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        var grain = cluster.Call(call.CallId);
        await bob.Answer(call.CallId);
        await grain.Execute(new Answer(new Leg(bob.UserId, "d2")));
        await alice.Connected(call.CallId);
        await bob.Connected(call.CallId);
        await grain.Execute(new Answer(new Leg("stranger", "d9")));
        await bob.HangUp(call.CallId);
        await alice.HangUp(call.CallId);

        Assert.Equal(
            [
                ("initiate", CommandOutcome.Accepted, alice.UserId, "d1", 1, CallState.Ringing),
                ("answer", CommandOutcome.Accepted, bob.UserId, "d1", 2, CallState.Connecting),
                ("answer", CommandOutcome.Lost, bob.UserId, "d2", 2, CallState.Connecting),
                ("connected", CommandOutcome.Accepted, alice.UserId, "d1", 3, CallState.Connected),
                ("connected", CommandOutcome.Repeated, bob.UserId, "d1", 3, CallState.Connected),
                ("answer", CommandOutcome.Refused, "stranger", "d9", 3, CallState.Connected),
                ("hang_up", CommandOutcome.Accepted, bob.UserId, "d1", 4, CallState.Ended),
                ("hang_up", CommandOutcome.Lost, alice.UserId, "d1", 4, CallState.Ended),
            ],
            (await Lines(call.CallId))
                .Select(line => (line.Command, line.Outcome, line.UserId!, line.DeviceId!, line.Version!.Value, line.State!.Value)));
        Assert.All(await Lines(call.CallId), line => Assert.NotEmpty(line.Silo));
    }

    [Fact]
    public async Task An_initiate_that_was_refused_has_a_line_although_there_is_no_call()
    {
        var alice = await cluster.NewBrowser();
        var foreigner = await cluster.NewUser(organisation: "elsewhere");
        var callId = CallId.New();
        await alice.Call(foreigner, callId);

        var line = Assert.Single(await Lines(callId));
        Assert.Equal((CommandOutcome.Refused, RefusalCodes.NotFound, alice.UserId), (line.Outcome, line.Code, line.UserId));
    }

    [Fact]
    public async Task Of_two_crossing_calls_one_ledger_tells_both_initiates()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var first = await alice.MustCall(bob.UserId);
        await bob.MustCall(alice.UserId);

        Assert.Equal(
            [("initiate", CommandOutcome.Accepted, null), ("initiate", CommandOutcome.Lost, LedgerEntry.Glare),
                ("answer", CommandOutcome.Accepted, null)],
            (await Lines(first.CallId)).Select(line => (line.Command, line.Outcome, line.Code)));
    }

    [Fact]
    public async Task An_administrator_ends_a_connected_call_once_and_the_ledger_names_them()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        await bob.Answer(call.CallId);
        await bob.Connected(call.CallId);

        var ended = await cluster.Call(call.CallId).Execute(new ForceEnd(new Leg("the admin", DeviceId: null)));
        Assert.Equal(EndReason.Dropped, ended.Call!.EndReason);
        Assert.Equal(ended.Call, await alice.ToldOf(call.CallId, CallState.Ended), CallViewComparer.Instance);
        Assert.Equal(
            ended.Call.Version,
            (await cluster.Call(call.CallId).Execute(new ForceEnd(new Leg("another admin", DeviceId: null)))).Call!.Version);

        Assert.Equal(
            [("the admin", CommandOutcome.Accepted), ("another admin", CommandOutcome.Repeated)],
            (await Lines(call.CallId)).Where(line => line.Command == "force_end").Select(line => (line.UserId!, line.Outcome)));
    }

    [Fact]
    public async Task A_deadline_that_passed_is_the_clusters_own_doing()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        cluster.Clock.Advance(TimeSpan.FromMinutes(5));
        await cluster.Call(call.CallId).Wake();

        var line = (await Lines(call.CallId))[^1];
        Assert.Equal(("expire", CommandOutcome.Accepted, null, CallState.Ended), (line.Command, line.Outcome, line.UserId, line.State));
    }

    [Fact]
    public async Task A_flood_of_commands_leaves_a_count_and_hides_nobody_elses()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        var grain = cluster.Call(call.CallId);
        await bob.Answer(call.CallId);
        for (var at = 0; at < 200; at++)
        {
            await grain.Execute(new Answer(new Leg("stranger", "d9")));
            await grain.Execute(new Answer(bob.Leg));
            await grain.Execute(new Mute(bob.Leg, Muted: at % 2 == 0, CameraOff: false));
        }

        await alice.Answer(call.CallId);
        await bob.HangUp(call.CallId);

        var lines = await Lines(call.CallId);
        Assert.InRange(lines.Count, 4, 3 * 21 + 4);
        Assert.Equal(200, lines.Where(line => line.UserId == "stranger").Sum(line => 1 + line.More));
        Assert.Equal(200, lines.Where(line => line.Command == "mute").Sum(line => 1 + line.More));
        Assert.Single(lines, line => line.UserId == alice.UserId && line.Command == "answer");
        Assert.Equal(("hang_up", CommandOutcome.Accepted, 0), (lines[^1].Command, lines[^1].Outcome, lines[^1].More));
    }

    private async Task<IReadOnlyList<LedgerEntry>> Lines(string callId) => await cluster.Service<ICallLedger>().Read(callId, 100);
}
