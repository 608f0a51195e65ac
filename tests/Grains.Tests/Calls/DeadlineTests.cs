using OrleansCalls.Cluster;
using OrleansCalls.Presence;
using OrleansCalls.Testing;

namespace OrleansCalls.Calls;

/// <summary>Deadlines with everything working: the timer acts in time, nobody has to ask.</summary>
public sealed class DeadlineTests(HastyCluster cluster) : IClassFixture<HastyCluster>
{
    [Fact]
    public async Task The_timer_ends_a_ring_that_nobody_answers()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);

        var ended = await bob.ToldOf(call.CallId, CallState.Ended);

        Assert.Equal((EndReason.Missed, ParticipantStatus.Missed), (ended.EndReason, ended.Find(bob.UserId)!.Status));
        Assert.True(ended.EndedAt >= ended.RingDeadline);
        Assert.Equal(1, (await bob.Told<MissedChanged>(_ => true)).Unseen);
    }

    [Fact]
    public async Task Media_that_never_comes_ends_the_call_failed()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        await bob.Answer(call.CallId);

        Assert.Equal(EndReason.Failed, (await alice.ToldOf(call.CallId, CallState.Ended)).EndReason);
    }

    [Fact]
    public async Task A_connected_call_without_a_sign_of_one_device_is_dropped()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        await bob.Answer(call.CallId);
        await bob.Connected(call.CallId);

        var ended = await Eventually.Holds(
            async () => (await cluster.Call(call.CallId).Execute(new Heartbeat(alice.Leg))).Call!, seen => seen.State == CallState.Ended);

        Assert.Equal(EndReason.Dropped, ended.EndReason);
        Assert.Equal(ParticipantStatus.Left, ended.Find(bob.UserId)!.Status);
    }

    [Fact]
    public async Task Lost_media_ends_the_call_after_the_grace()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        await bob.Answer(call.CallId);
        await bob.Connected(call.CallId);
        await cluster.Call(call.CallId).Execute(new MediaLost(alice.Leg));

        // Both devices are heard all the while: only the lost media can end it.
        var ended = await Eventually.Holds(
            async () =>
            {
                await cluster.Call(call.CallId).Execute(new Heartbeat(alice.Leg));
                return (await cluster.Call(call.CallId).Execute(new Heartbeat(bob.Leg))).Call!;
            },
            seen => seen.State == CallState.Ended);

        Assert.Equal((EndReason.Dropped, ParticipantStatus.Left), (ended.EndReason, ended.Find(alice.UserId)!.Status));
        Assert.True(ended.EndedAt - ended.ConnectedAt >= TimeSpan.FromSeconds(0.5),
            $"{ended.EndedAt - ended.ConnectedAt} is within the grace.");
    }

    [Fact]
    public async Task A_closed_tab_is_offline_after_the_reload_grace_and_watchers_see_one_transition()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        Assert.Equal(PresenceStatus.Online, (await alice.Watch(bob.UserId)).Status);
        await bob.Disconnect(signedOut: false);

        await alice.Told<PresenceChanged>(told => told.UserId == bob.UserId);

        Assert.Equal(
            [PresenceStatus.Offline], alice.Events.OfType<PresenceChanged>().Where(told => told.UserId == bob.UserId)
            .Select(told => told.Presence.Status));
    }

    [Fact]
    public async Task A_killed_browser_is_offline_when_its_heartbeats_are_missed()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        Assert.Equal(PresenceStatus.Online, (await alice.Watch(bob.UserId)).Status);

        await Eventually.Holds(() => alice.Watch(bob.UserId), seen => seen.Status == PresenceStatus.Offline);

        Assert.Equal(PresenceStatus.Offline, (await alice.Told<PresenceChanged>(told => told.UserId == bob.UserId)).Presence.Status);
    }
}
