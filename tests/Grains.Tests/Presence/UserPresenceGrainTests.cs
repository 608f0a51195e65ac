using OrleansCalls.Cluster;
using OrleansCalls.Testing;

namespace OrleansCalls.Presence;

/// <summary>Presence through the grain: devices, statuses, watching, and what is written.</summary>
public sealed class UserPresenceGrainTests(PatientCluster cluster) : IClassFixture<PatientCluster>
{
    [Fact]
    public async Task Heartbeats_write_nothing()
    {
        var bob = await cluster.NewBrowser();
        var writes = cluster.PresenceStorage.Writes;
        for (var beat = 0; beat < 50; beat++)
            await bob.Heartbeat();

        Assert.Equal(writes, cluster.PresenceStorage.Writes);
    }

    [Fact]
    public async Task Endless_devices_of_one_person_are_refused_and_cost_those_who_are_there_nothing()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var refused = 0;
        for (var at = 0; at < 1000; at++)
            refused += (await bob.Presence.Heartbeat("endless" + at, frontEnd: null)).Refusal is
            {
                Code: RefusalCodes.RateLimited,
                RetryAfter: not null
            } ? 1 : 0;

        Assert.Equal(1000 - (new CallsOptions().DevicesPerPerson - 1), refused);
        Assert.Null((await bob.Heartbeat()).Refusal);
        var call = await alice.MustCall(bob.UserId);
        await bob.ToldOf(call.CallId, Calls.CallState.Ringing);
    }

    [Fact]
    public async Task A_heartbeat_without_a_socket_takes_no_socket_away()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        await bob.Presence.Heartbeat("d1", frontEnd: null);

        var call = await alice.MustCall(bob.UserId);

        await bob.ToldOf(call.CallId, Calls.CallState.Ringing);
    }

    [Theory]
    [InlineData(PresenceStatus.Offline)]
    [InlineData(PresenceStatus.Calling)]
    [InlineData(PresenceStatus.Ringing)]
    [InlineData(PresenceStatus.InCall)]
    [InlineData((PresenceStatus)99)]
    public async Task A_computed_status_cannot_be_chosen(PresenceStatus status)
    {
        var bob = await cluster.NewBrowser();

        Assert.Equal(RefusalCodes.Invalid, (await bob.Presence.SetStatus(status))!.Code);
        Assert.Equal(PresenceStatus.Online, (await bob.Presence.Get()).Presence.Status);
    }

    [Fact]
    public async Task A_chosen_status_is_seen_by_watchers_once_and_outlives_memory()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        await alice.Watch(bob.UserId);
        await bob.Presence.SetStatus(PresenceStatus.Away);
        await bob.Presence.SetStatus(PresenceStatus.Away);

        await alice.Told<PresenceChanged>(told => told.Presence.Status == PresenceStatus.Away);
        Assert.Single(alice.Events.OfType<PresenceChanged>(), told => told.UserId == bob.UserId);

        await cluster.DropActivations();
        Assert.Equal(PresenceStatus.Away, (await bob.Presence.Get()).Presence.Status);
    }

    [Fact]
    public async Task Signing_out_of_the_last_device_is_seen_at_once_and_of_one_of_two_is_not()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var second = await Browser.Open(cluster, bob.UserId, "d2");
        await alice.Watch(bob.UserId);

        await bob.Disconnect(signedOut: true);
        Assert.Equal(PresenceStatus.Online, (await bob.Presence.Get()).Presence.Status);

        await second.Disconnect(signedOut: true);
        Assert.Equal(PresenceStatus.Offline, (await bob.Presence.Get()).Presence.Status);
        Assert.NotNull((await bob.Presence.Get()).Presence.LastSeen);
        await alice.Told<PresenceChanged>(told => told.Presence.Status == PresenceStatus.Offline);
    }

    [Fact]
    public async Task A_late_close_on_one_front_end_does_not_take_a_device_that_is_on_another_by_now()
    {
        var bob = await cluster.NewBrowser();
        var moved = await Browser.Open(cluster, bob.UserId, "d1");

        await bob.Disconnect(signedOut: true);
        Assert.Equal(PresenceStatus.Online, (await bob.Presence.Get()).Presence.Status);

        await moved.Disconnect(signedOut: true);
        Assert.Equal(PresenceStatus.Offline, (await bob.Presence.Get()).Presence.Status);
    }

    [Fact]
    public async Task A_watcher_who_stopped_watching_is_told_nothing()
    {
        var (alice, bob, carol) = (await cluster.NewBrowser(), await cluster.NewBrowser(), await cluster.NewBrowser());
        await alice.Watch(bob.UserId);
        await carol.Watch(bob.UserId);
        await alice.Unwatch(bob.UserId);

        await bob.Presence.SetStatus(PresenceStatus.Dnd);

        await carol.Told<PresenceChanged>(told => told.Presence.Status == PresenceStatus.Dnd);
        Assert.DoesNotContain(alice.Events.OfType<PresenceChanged>(), told => told.UserId == bob.UserId);
    }

    [Fact]
    public async Task After_the_loss_of_all_memory_the_user_is_still_there_until_their_devices_had_time_to_say_so()
    {
        var bob = await cluster.NewBrowser();
        await cluster.DropActivations();

        Assert.Equal(PresenceStatus.Online, (await bob.Presence.Get()).Presence.Status);

        cluster.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(PresenceStatus.Offline, (await bob.Presence.Get()).Presence.Status);
    }

    [Fact]
    public async Task Missed_calls_are_counted_anew_for_every_device()
    {
        var bob = await cluster.NewBrowser();
        var alice = await cluster.NewBrowser();
        await bob.Presence.SetStatus(PresenceStatus.Dnd);
        await alice.MustCall(bob.UserId);
        await alice.MustCall(bob.UserId);
        await bob.Told<MissedChanged>(told => told.Unseen == 2);

        await cluster.Service<Calls.ICallIndex>().MarkSeen(bob.UserId, callId: null);

        Assert.Equal(0, await bob.Presence.RefreshMissed());
        await Eventually.Holds(() => bob.Events.OfType<MissedChanged>().Last().Unseen == 0);
    }
}
