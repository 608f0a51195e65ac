using Orleans.Storage;
using OrleansCalls.Cluster;
using OrleansCalls.People;
using OrleansCalls.Presence;
using OrleansCalls.Testing;

namespace OrleansCalls.Calls;

/// <summary>Direct calls between people with devices, through the grains.</summary>
public sealed class CallGrainTests(PatientCluster cluster) : IClassFixture<PatientCluster>
{
    [Fact]
    public async Task A_call_rings_is_answered_connects_and_ends_the_same_for_both()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());

        var ringing = await alice.MustCall(bob.UserId);
        var rung = await bob.ToldOf(ringing.CallId, CallState.Ringing);
        Assert.Equal((CallState.Ringing, alice.UserId, 1), (rung.State, rung.InitiatorId, rung.Version));
        Assert.Equal("Name of " + alice.UserId, rung.Participants[0].DisplayName);
        Assert.Equal(PresenceStatus.Ringing, (await bob.Presence.Get()).Presence.Status);
        Assert.Equal(PresenceStatus.Calling, (await alice.Presence.Get()).Presence.Status);

        await bob.Answer(ringing.CallId);
        await alice.ToldOf(ringing.CallId, CallState.Connecting);
        await alice.Connected(ringing.CallId);
        await bob.ToldOf(ringing.CallId, CallState.Connected);
        Assert.Equal(PresenceStatus.InCall, (await alice.Presence.Get()).Presence.Status);
        Assert.Equal(ringing.CallId, (await bob.Heartbeat()).LiveCallId);

        cluster.Clock.Advance(TimeSpan.FromSeconds(65));
        var ended = await bob.HangUp(ringing.CallId);
        Assert.Equal(ended, await alice.ToldOf(ringing.CallId, CallState.Ended), CallViewComparer.Instance);
        Assert.Equal(EndReason.Completed, ended.EndReason);
        Assert.InRange(ended.DurationSeconds!.Value, 65, 75);
        Assert.Equal(PresenceStatus.Online, (await alice.Presence.Get()).Presence.Status);
        Assert.Null((await bob.Heartbeat()).LiveCallId);
    }

    [Fact]
    public async Task Every_device_rings_and_those_that_did_not_answer_learn_which_one_did()
    {
        var (alice, first) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var second = await Browser.Open(cluster, first.UserId, "d2");

        var call = await alice.MustCall(first.UserId);
        await first.ToldOf(call.CallId, CallState.Ringing);
        await second.ToldOf(call.CallId, CallState.Ringing);
        await second.Answer(call.CallId);

        Assert.Equal("d2", (await first.ToldOf(call.CallId, CallState.Connecting)).Find(first.UserId)!.DeviceId);
        Assert.Equal(Refusal.NotBound, (await cluster.Call(call.CallId).Execute(new HangUp(first.Leg))).Refusal);
        Assert.Equal(CallState.Ended, (await second.HangUp(call.CallId)).State);
    }

    [Fact]
    public async Task Of_a_hundred_answers_at_once_exactly_one_wins_and_all_learn_it()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);

        var answers =
            await Task.WhenAll(
            Enumerable.Range(0, 100).Select(device => cluster.Call(call.CallId).Execute(new Answer(new Leg(bob.UserId, $"d{device}")))));

        Assert.Single(answers.Select(answer => answer.Call!.Find(bob.UserId)!.DeviceId).Distinct());
        Assert.All(answers, answer => Assert.Equal(2, answer.Call!.Version));
    }

    [Fact]
    public async Task Two_hundred_crossed_pairs_are_two_hundred_connected_calls()
    {
        var pairs = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(async _ => (A: await cluster.NewBrowser(), B: await cluster.NewBrowser())));

        await Task.WhenAll(pairs.Select(async pair =>
        {
            var both = await Task.WhenAll(pair.A.MustCall(pair.B.UserId), pair.B.MustCall(pair.A.UserId));
            Assert.Equal(both[0].CallId, both[1].CallId);
            var call = (await cluster.Call(both[0].CallId).Get(pair.A.UserId)).Call!;
            Assert.Equal(CallState.Connecting, call.State);
            Assert.All(call.Participants, person => Assert.Equal(("d1", ParticipantStatus.Joined), (person.DeviceId, person.Status)));
        }));
    }

    [Fact]
    public async Task The_id_of_a_call_that_was_absorbed_stays_the_other_calls()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var (call, crossing) = (await alice.MustCall(bob.UserId), CallId.New());

        Assert.Equal(call.CallId, (await bob.MustCall(alice.UserId, crossing)).CallId);
        Assert.Equal(
            (call.CallId, CallState.Connecting), (await bob.MustCall(alice.UserId, crossing)) is var again
            ? (again.CallId, again.State) : default);
        Assert.Equal(Refusal.CallNotFound, (await cluster.Call(crossing).Get(bob.UserId)).Refusal);
    }

    [Theory]
    [InlineData(PresenceStatus.Busy, EndReason.Busy)]
    [InlineData(PresenceStatus.Dnd, EndReason.Dnd)]
    public async Task Who_chose_not_to_be_called_is_not_rung_but_sees_the_attempt(PresenceStatus chosen, EndReason reason)
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        await bob.Presence.SetStatus(chosen);

        var call = await alice.MustCall(bob.UserId);

        Assert.Equal((CallState.Ended, reason), (call.State, call.EndReason));
        Assert.Equal(1, (await bob.Told<MissedChanged>(_ => true)).Unseen);
        await bob.ToldOf(call.CallId, CallState.Ended);
        Assert.DoesNotContain(bob.Events.OfType<CallChanged>(), told => told.Call.State == CallState.Ringing);
    }

    [Fact]
    public async Task Who_has_no_device_is_offline_and_finds_the_call_later()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewUser());

        Assert.Equal(EndReason.Offline, (await alice.MustCall(bob)).EndReason);
        Assert.Equal(1, await cluster.Service<ICallIndex>().CountUnseen(bob));
        Assert.Equal(PresenceStatus.Online, (await alice.Presence.Get()).Presence.Status);
    }

    [Fact]
    public async Task A_third_person_is_told_busy_and_the_busy_one_sees_who_tried()
    {
        var (alice, bob, carol) = (await cluster.NewBrowser(), await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        await bob.Answer(call.CallId);

        var tried = await carol.MustCall(bob.UserId);

        Assert.Equal(EndReason.Busy, tried.EndReason);
        Assert.Equal(carol.UserId, (await bob.ToldOf(tried.CallId, CallState.Ended)).InitiatorId);
        Assert.Equal(CallState.Connecting, (await cluster.Call(call.CallId).Get(bob.UserId)).Call!.State);
        Assert.Equal(call.CallId, (await bob.Heartbeat()).LiveCallId);
    }

    [Fact]
    public async Task Who_is_in_a_call_cannot_begin_another_with_a_third_person()
    {
        var (alice, bob, carol) = (await cluster.NewBrowser(), await cluster.NewBrowser(), await cluster.NewBrowser());
        await alice.MustCall(bob.UserId);

        Assert.Equal(RefusalCodes.InCall, (await alice.Call(carol.UserId)).Refusal!.Code);
        Assert.Equal(PresenceStatus.Online, (await carol.Presence.Get()).Presence.Status);
        Assert.Equal(EndReason.Busy, (await carol.MustCall(alice.UserId)).EndReason);
    }

    [Fact]
    public async Task Calling_the_person_one_is_in_a_call_with_replaces_the_call()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var old = await alice.MustCall(bob.UserId);
        await bob.Answer(old.CallId);

        var call = await bob.MustCall(alice.UserId);

        Assert.Equal(CallState.Ringing, call.State);
        Assert.Equal(EndReason.Superseded, (await alice.ToldOf(old.CallId, CallState.Ended)).EndReason);
        Assert.Equal(0, await cluster.Service<ICallIndex>().CountUnseen(bob.UserId));
    }

    [Fact]
    public async Task A_repeated_initiate_is_the_same_call_and_somebody_elses_id_is_no_call()
    {
        var (alice, bob, eve) = (await cluster.NewBrowser(), await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);

        Assert.Equal(call, await alice.MustCall(bob.UserId, call.CallId), CallViewComparer.Instance);
        Assert.Equal(Refusal.CallNotFound, (await eve.Call(bob.UserId, call.CallId)).Refusal);
    }

    [Fact]
    public async Task To_a_stranger_a_call_and_no_call_are_the_same()
    {
        var (alice, bob, eve) = (await cluster.NewBrowser(), await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        foreach (var grain in new[] { cluster.Call(call.CallId), cluster.Call(CallId.New()) })
        {
            var leg = eve.Leg;
            LegCommand[] commands =
            [
                new Answer(leg), new Answer(leg, CallId.New()), new Join(leg), new Reject(leg), new HangUp(leg), new Supersede(leg),
                    new Connected(leg),
                new MediaLost(leg), new Mute(leg, Muted: true, CameraOff: true), new RaiseHand(leg, Raised: true), new Heartbeat(leg),
                new Part(leg, cluster.Clock.Now, SignedOut: true),
            ];
            foreach (var command in commands)
                Assert.Equal(Refusal.CallNotFound, (await grain.Execute(command)).Refusal);
            Assert.Equal(Refusal.CallNotFound, (await grain.Get(leg.UserId)).Refusal);
            Assert.Equal(Refusal.CallNotFound, await grain.Signal(new SendSignal(leg, null, SignalType.Offer, "sdp", 1)));
            Assert.Equal(Refusal.CallNotFound, (await grain.Signals(leg, 0)).Refusal);
        }

        Assert.Equal(1, (await cluster.Call(call.CallId).Get(alice.UserId)).Call!.Version);
    }

    [Fact]
    public async Task Who_is_in_another_organisation_is_unknown()
    {
        var alice = await cluster.NewBrowser();
        var erin = await Browser.Open(cluster, await cluster.NewUser("globex"), "d1");

        Assert.Equal(Refusal.UserNotFound, (await alice.Call(erin.UserId)).Refusal);
        Assert.Equal(Refusal.UserNotFound, (await alice.Call("nobody")).Refusal);
        Assert.Empty(erin.Events.OfType<CallChanged>());
    }

    [Fact]
    public async Task The_sixth_attempt_within_the_window_waits_even_when_all_memory_is_lost()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewUser());
        var six = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => alice.Call(bob)));
        var limited = Assert.Single(six, result => result.Refusal is not null).Refusal!;
        Assert.Equal(RefusalCodes.RateLimited, limited.Code);
        Assert.InRange(limited.RetryAfter!.Value, TimeSpan.FromSeconds(280), TimeSpan.FromSeconds(300));

        await cluster.DropActivations();
        Assert.Equal(RefusalCodes.RateLimited, (await alice.Call(bob)).Refusal!.Code);

        cluster.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null((await alice.Call(bob)).Refusal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_has_called_too_often_keeps_the_call_that_dialling_anew_would_have_replaced(bool lowerIdCalls)
    {
        Browser[] pair = [await cluster.NewBrowser(), await cluster.NewBrowser()];
        Array.Sort(pair, (one, other) => string.CompareOrdinal(one.UserId, other.UserId));
        var (caller, callee) = lowerIdCalls ? (pair[0], pair[1]) : (pair[1], pair[0]);
        var call = await caller.MustCall(callee.UserId);
        await callee.Answer(call.CallId);
        for (var attempt = 0; attempt < 4; attempt++)
            Assert.Equal(RefusalCodes.InCall, (await caller.Call(await cluster.NewUser())).Refusal!.Code);

        Assert.Equal(RefusalCodes.RateLimited, (await caller.Call(callee.UserId)).Refusal!.Code);
        Assert.Equal(call.CallId, (await callee.Heartbeat()).LiveCallId);
    }

    [Fact]
    public async Task What_could_not_be_committed_was_never_seen()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var callId = CallId.New();
        cluster.CallStorage.FailWrites = true;
        var failure = await Record.ExceptionAsync(() => alice.Call(bob.UserId, callId));
        cluster.CallStorage.FailWrites = false;
        Assert.IsType<IOException>(failure?.GetBaseException());
        Assert.Empty(bob.Events.OfType<CallChanged>());

        var call = await Eventually.Holds(() => alice.Call(bob.UserId, callId), result => result.Call is not null);

        Assert.Equal(1, call.Call!.Version);
        await bob.ToldOf(callId, CallState.Ringing);
    }

    [Fact]
    public async Task A_call_survives_the_loss_of_all_memory()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);

        await cluster.DropActivations();

        Assert.Equal(call.CallId, (await bob.Heartbeat()).LiveCallId);
        Assert.Equal(PresenceStatus.Ringing, (await bob.Presence.Get()).Presence.Status);
        Assert.Equal(CallState.Connecting, (await bob.Answer(call.CallId)).State);
        var carol = await cluster.NewBrowser();
        Assert.Equal(EndReason.Busy, (await carol.MustCall(alice.UserId)).EndReason);
    }

    [Fact]
    public async Task A_reservation_lost_before_its_commit_ends_in_busy_and_never_in_two_calls()
    {
        var (alice, bob, carol) = (await cluster.NewBrowser(), await cluster.NewBrowser(), await cluster.NewBrowser());
        var callId = CallId.New();
        cluster.CallStorage.BeforeNextWrite = async () =>
        {
            await bob.Presence.Release(callId);
            await alice.MustCall(bob.UserId);
        };

        await Assert.ThrowsAsync<InconsistentStateException>(() => carol.Call(bob.UserId, callId));
        var tried = await carol.MustCall(bob.UserId, callId);

        Assert.Equal(EndReason.Busy, tried.EndReason);
        Assert.Single((await cluster.Service<ICallIndex>().ReadUserCalls(bob.UserId, cluster.Clock.Now)).Live);
        Assert.Null((await carol.Heartbeat()).LiveCallId);
    }

    [Fact]
    public async Task A_raised_hand_is_seen_by_the_other_side_until_it_is_lowered()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        await bob.Answer(call.CallId);

        var raised = (await cluster.Call(call.CallId).Execute(new RaiseHand(bob.Leg, Raised: true))).Call!.Find(bob.UserId)!.HandRaisedAt;
        Assert.NotNull(raised);
        Assert.Equal(
            raised, (await cluster.Call(call.CallId).Execute(new RaiseHand(bob.Leg, Raised: true))).Call!.Find(bob.UserId)!.HandRaisedAt);
        await alice.Told<CallChanged>(told => told.Call.Find(bob.UserId)!.HandRaisedAt == raised);

        await cluster.Call(call.CallId).Execute(new RaiseHand(bob.Leg, Raised: false));
        await alice.Told<CallChanged>(told => told.Call.Find(bob.UserId)!.HandRaisedAt is null && told.Call.Version > call.Version + 2);
    }

    [Fact]
    public async Task A_muted_microphone_is_seen_by_the_other_side()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        await bob.Answer(call.CallId);

        await cluster.Call(call.CallId).Execute(new Mute(bob.Leg, Muted: true, CameraOff: true));

        var told = await alice.Told<CallChanged>(told => told.Call.Find(bob.UserId)!.Muted);
        Assert.True(told.Call.Find(bob.UserId)!.CameraOff);
        Assert.False(told.Call.Find(alice.UserId)!.Muted);
    }

    [Fact]
    public async Task Three_commits_in_a_calls_life_and_one_for_the_moment_media_flows()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var (calls, presences) = (cluster.CallStorage.Writes, cluster.PresenceStorage.Writes);

        var call = await alice.MustCall(bob.UserId);
        await bob.Answer(call.CallId);
        await alice.Connected(call.CallId);
        await bob.Connected(call.CallId);
        await bob.HangUp(call.CallId);
        await alice.HangUp(call.CallId);

        Assert.Equal((calls + 4, presences), (cluster.CallStorage.Writes, cluster.PresenceStorage.Writes));
    }
}
