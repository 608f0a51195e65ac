using OrleansCalls.Cluster;
using OrleansCalls.Presence;

namespace OrleansCalls.Calls;

/// <summary>A page that is closed in a call, or loaded again (FEATURES C8, C9).</summary>
public sealed class FarewellTests(PatientCluster cluster) : IClassFixture<PatientCluster>
{
    private static readonly TimeSpan ReloadGrace = new CallsOptions().ReloadGrace;

    [Fact]
    public async Task Who_closes_the_page_is_seen_as_away_at_once_and_dropped_after_the_reload_grace()
    {
        var (alice, bob, call) = await InACall();

        await bob.Leave();
        var away = await alice.Told<CallChanged>(told => told.Call.Version == call.Version + 1);
        Assert.Equal((CallState.Connected, true), (away.Call.State, away.Call.Find(bob.UserId)!.Away));

        cluster.Clock.Advance(ReloadGrace);
        var ended = (await cluster.Call(call.CallId).Execute(new Heartbeat(alice.Leg))).Call!;
        Assert.Equal((EndReason.Dropped, ParticipantStatus.Left), (ended.EndReason, ended.Find(bob.UserId)!.Status));
        Assert.False(ended.Find(bob.UserId)!.Away);
    }

    [Fact]
    public async Task Who_is_back_in_time_stays_and_everybody_sees_it()
    {
        var (alice, bob, call) = await InACall();
        await bob.Leave();

        await bob.Heartbeat();
        await cluster.Call(call.CallId).Execute(new Heartbeat(bob.Leg));
        await alice.Told<CallChanged>(told => told.Call.Version == call.Version + 2 && !told.Call.Find(bob.UserId)!.Away);

        cluster.Clock.Advance(ReloadGrace);
        Assert.Equal(CallState.Connected, (await cluster.Call(call.CallId).Execute(new Heartbeat(alice.Leg))).Call!.State);
    }

    [Fact]
    public async Task A_farewell_that_comes_after_the_return_is_too_late()
    {
        var (alice, bob, call) = await InACall();
        var farewell = (await bob.Disconnect(signedOut: false))!;
        await cluster.Call(call.CallId).Execute(new Heartbeat(bob.Leg));

        Assert.Equal(
            call.Version, (await cluster.Call(call.CallId).Execute(new Part(bob.Leg, farewell.At, SignedOut: false))).Call!.Version);
        cluster.Clock.Advance(ReloadGrace);
        Assert.Equal(CallState.Connected, (await cluster.Call(call.CallId).Execute(new Heartbeat(alice.Leg))).Call!.State);
    }

    [Fact]
    public async Task Another_page_of_the_same_person_may_come_and_go()
    {
        var (_, bob, call) = await InACall();
        var other = await Browser.Open(cluster, bob.UserId, "d2");

        Assert.Equal(call.Version, (await other.Leave())!.Version);
        await other.Heartbeat();
        Assert.Equal(call.Version, (await other.Leave(signedOut: true))!.Version);
    }

    [Fact]
    public async Task Bringing_the_call_to_another_device_saves_it()
    {
        var (alice, bob, call) = await InACall();
        var other = await Browser.Open(cluster, bob.UserId, "d2");
        await bob.Leave();

        Assert.False((await other.Join(call.CallId)).Find(bob.UserId)!.Away);
        cluster.Clock.Advance(ReloadGrace);
        Assert.Equal(CallState.Connected, (await cluster.Call(call.CallId).Execute(new Heartbeat(alice.Leg))).Call!.State);
    }

    [Fact]
    public async Task After_the_memory_of_the_farewell_is_lost_the_absence_limit_decides()
    {
        var (alice, bob, call) = await InACall();
        await bob.Leave();
        await cluster.DropActivations();

        cluster.Clock.Advance(ReloadGrace);
        Assert.True((await cluster.Call(call.CallId).Execute(new Heartbeat(alice.Leg))).Call!.Find(bob.UserId)!.Away);
        Assert.False((await cluster.Call(call.CallId).Execute(new Heartbeat(bob.Leg))).Call!.Find(bob.UserId)!.Away);
    }

    [Fact]
    public async Task Signing_out_hangs_up_at_once()
    {
        var (alice, bob, call) = await InACall();

        Assert.Equal(EndReason.Completed, (await bob.Leave(signedOut: true))!.EndReason);
        await alice.ToldOf(call.CallId, CallState.Ended);
    }

    [Fact]
    public async Task Signing_out_cancels_ones_own_ring_and_does_not_decline_that_of_others()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);

        Assert.Equal(CallState.Ringing, (await bob.Leave(signedOut: true))!.State);
        Assert.Equal(EndReason.Cancelled, (await alice.Leave(signedOut: true))!.EndReason);
        Assert.Equal(call.CallId, (await alice.ToldOf(call.CallId, CallState.Ringing)).CallId);
    }

    private async Task<(Browser Alice, Browser Bob, CallView Call)> InACall()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        await bob.Answer(call.CallId);
        return (alice, bob, await alice.Connected(call.CallId));
    }
}
