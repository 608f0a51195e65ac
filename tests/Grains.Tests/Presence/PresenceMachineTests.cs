using OrleansCalls.Calls;

namespace OrleansCalls.Presence;

/// <summary>The rules of presence, in virtual time.</summary>
public sealed class PresenceMachineTests
{
    private static readonly DateTimeOffset Now = DirectCall.Start;
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly RateLimitOptions Limit = new();

    private static PresenceState Bob { get; } = new() { UserId = "bob" };

    private static PresenceState BobOnline { get; } = Heard(Bob, "b1", Now);

    private static PresenceState Heard(PresenceState state, string deviceId, DateTimeOffset now) =>
        PresenceMachine.Hear(state, deviceId, now, Lifetime, limit: 3).State;

    private static Reservation From(string caller, string callId, params string[] callees) =>
        new(callId, caller, [.. callees.DefaultIfEmpty("bob").Append(caller).Order(StringComparer.Ordinal)]);

    private static ReservationResult Reserve(PresenceState state, Reservation claim) =>
        PresenceMachine.Reserve(state, claim, Now, Limit).Result;

    private static PresenceState Reserved(PresenceState state, Reservation claim) =>
        PresenceMachine.Reserve(state, claim, Now, Limit).State;

    [Fact]
    public void A_silent_device_is_gone_after_its_lifetime_and_a_user_without_one_is_offline()
    {
        Assert.Equal(PresenceStatus.Offline, PresenceMachine.StatusOf(Bob, Now));
        Assert.Equal(PresenceStatus.Online, PresenceMachine.StatusOf(BobOnline, Now + Lifetime - TimeSpan.FromTicks(1)));
        Assert.Equal(PresenceStatus.Offline, PresenceMachine.StatusOf(BobOnline, Now + Lifetime));
    }

    [Fact]
    public void Two_devices_are_one_user_who_is_there_while_one_of_them_is()
    {
        var both = Heard(BobOnline, "b2", Now.AddSeconds(10));
        var one = PresenceMachine.Part(both, "b2", Now.AddSeconds(11), TimeSpan.Zero);

        Assert.Equal(PresenceStatus.Online, PresenceMachine.StatusOf(one, Now.AddSeconds(12)));
        Assert.Single(PresenceMachine.Forget(one, Now.AddSeconds(12)).Devices);
    }

    [Fact]
    public void One_device_too_many_is_told_when_there_will_be_room_and_the_others_stay()
    {
        var full = Heard(Heard(BobOnline, "b2", Now.AddSeconds(1)), "b3", Now.AddSeconds(2));
        var (still, wait) = PresenceMachine.Hear(full, "b4", Now.AddSeconds(3), Lifetime, limit: 3);

        Assert.Equal(Lifetime - TimeSpan.FromSeconds(3), wait);
        Assert.Equal(full.Devices, still.Devices);
        Assert.Null(PresenceMachine.Hear(full, "b1", Now.AddSeconds(3), Lifetime, limit: 3).Wait);
        Assert.Null(PresenceMachine.Hear(full, "b4", Now + Lifetime, Lifetime, limit: 3).Wait);
    }

    [Fact]
    public void A_reload_within_the_grace_is_no_departure()
    {
        var parted = PresenceMachine.Part(BobOnline, "b1", Now, TimeSpan.FromSeconds(5));
        var back = Heard(parted, "b1", Now.AddSeconds(4));

        Assert.Equal(PresenceStatus.Online, PresenceMachine.StatusOf(parted, Now.AddSeconds(4)));
        Assert.Equal(PresenceStatus.Offline, PresenceMachine.StatusOf(parted, Now.AddSeconds(5)));
        Assert.Equal(PresenceStatus.Online, PresenceMachine.StatusOf(back, Now.AddSeconds(20)));
    }

    [Fact]
    public void After_a_restart_the_user_is_taken_to_be_there_until_a_device_had_time_to_say_so()
    {
        var assumed = Bob with { AssumedUntil = Now.AddSeconds(15) };

        Assert.Equal(ReservationOutcome.Reserved, Reserve(assumed, From("alice", "c1")).Outcome);
        Assert.Equal(PresenceStatus.Offline, PresenceMachine.StatusOf(assumed, Now.AddSeconds(15)));
    }

    [Theory]
    [InlineData(PresenceStatus.Online, ReservationOutcome.Reserved)]
    [InlineData(PresenceStatus.Away, ReservationOutcome.Reserved)]
    [InlineData(PresenceStatus.Busy, ReservationOutcome.Busy)]
    [InlineData(PresenceStatus.Dnd, ReservationOutcome.Dnd)]
    public void What_was_chosen_decides_whether_it_rings(PresenceStatus chosen, ReservationOutcome outcome) =>
        Assert.Equal(outcome, Reserve(BobOnline with { Chosen = chosen }, From("alice", "c1")).Outcome);

    [Theory]
    [InlineData(PresenceStatus.Busy)]
    [InlineData(PresenceStatus.Dnd)]
    public void What_was_chosen_hinders_nobody_to_call(PresenceStatus chosen) =>
        Assert.Equal(ReservationOutcome.Reserved, Reserve(BobOnline with { Chosen = chosen }, From("bob", "c1", "alice")).Outcome);

    [Fact]
    public void A_caller_without_a_device_may_call() =>
        Assert.Equal(ReservationOutcome.Reserved, Reserve(Bob, From("bob", "c1", "alice")).Outcome);

    [Fact]
    public void A_callee_without_a_device_is_offline() =>
        Assert.Equal(ReservationOutcome.Offline, Reserve(Bob, From("alice", "c1")).Outcome);

    [Fact]
    public void A_repeated_reservation_is_the_same_one()
    {
        var once = Reserved(BobOnline, From("alice", "c1"));

        Assert.Equal(ReservationOutcome.Reserved, Reserve(once, From("alice", "c1")).Outcome);
    }

    [Fact]
    public void A_third_person_is_told_busy()
    {
        var reserved = Reserved(BobOnline, From("alice", "c1"));

        Assert.Equal(new ReservationResult(ReservationOutcome.Busy, "c1"), Reserve(reserved, From("carol", "c2")));
    }

    [Fact]
    public void The_call_that_comes_back_the_other_way_is_glare()
    {
        var reserved = Reserved(BobOnline, From("alice", "c1"));

        Assert.Equal(new ReservationResult(ReservationOutcome.Glare, "c1"), Reserve(reserved, From("bob", "c2", "alice")));
    }

    [Fact]
    public void Calling_the_person_one_is_in_a_call_with_replaces_that_call()
    {
        var inCall = PresenceMachine.Publish(Reserved(BobOnline, From("alice", DirectCall.Id)), DirectCall.Connected, Now);

        Assert.Equal(new ReservationResult(ReservationOutcome.Supersede, DirectCall.Id), Reserve(inCall, From("bob", "c2", "alice")));
        Assert.Equal(new ReservationResult(ReservationOutcome.Supersede, DirectCall.Id), Reserve(inCall, From("alice", "c2")));
    }

    [Fact]
    public void Among_three_the_same_people_are_glare_others_are_busy_and_nothing_is_replaced()
    {
        var reserved = Reserved(BobOnline, From("alice", "c1", "bob", "carol"));

        Assert.Equal(new ReservationResult(ReservationOutcome.Glare, "c1"), Reserve(reserved, From("carol", "c2", "alice", "bob")));
        Assert.Equal(new ReservationResult(ReservationOutcome.Busy, "c1"), Reserve(reserved, From("carol", "c2", "dave", "bob")));
        Assert.Equal(new ReservationResult(ReservationOutcome.Busy, "c1"), Reserve(reserved, From("alice", "c2")));
        Assert.Equal(new ReservationResult(ReservationOutcome.Busy, "c1"), Reserve(reserved, From("alice", "c2", "bob", "carol")));
    }

    [Fact]
    public void A_late_repeat_of_an_absorbed_call_is_still_glare_and_replaces_nothing()
    {
        var crossed = DirectCall.After(DirectCall.Ringing, DirectCall.Command("crossed b2"));
        var inCall = PresenceMachine.Publish(Reserved(BobOnline, From("alice", DirectCall.Id)), crossed, Now);

        Assert.Equal(
            new ReservationResult(ReservationOutcome.Glare, DirectCall.Id), Reserve(inCall, From("bob", DirectCall.CrossingId, "alice")));
    }

    [Theory]
    [InlineData("ringing", PresenceStatus.Ringing, PresenceStatus.Calling)]
    [InlineData("connecting", PresenceStatus.InCall, PresenceStatus.InCall)]
    [InlineData("connected", PresenceStatus.InCall, PresenceStatus.InCall)]
    [InlineData("ended", PresenceStatus.Online, PresenceStatus.Online)]
    public void The_call_decides_what_is_shown(string state, PresenceStatus callee, PresenceStatus caller)
    {
        var call = DirectCall.In(state)!;
        var alice = Heard(new PresenceState { UserId = "alice" }, "a1", Now);

        Assert.Equal(callee, PresenceMachine.StatusOf(PresenceMachine.Publish(BobOnline, call, Now), Now));
        Assert.Equal(caller, PresenceMachine.StatusOf(PresenceMachine.Publish(alice, call, Now), Now));
    }

    [Fact]
    public void A_reservation_shows_nothing_before_the_call_is_committed()
    {
        var view = PresenceMachine.View(Reserved(BobOnline, From("alice", "c1")), Now);

        Assert.Equal((PresenceStatus.Online, null), (view.Status, view.CallId));
    }

    [Fact]
    public void An_older_version_never_replaces_a_newer_one()
    {
        var ended = PresenceMachine.Publish(Reserved(BobOnline, From("alice", DirectCall.Id)), DirectCall.Connected, Now);

        Assert.Same(ended, PresenceMachine.Publish(ended, DirectCall.Ringing, Now));
    }

    [Fact]
    public void The_rows_win_over_memory_but_for_a_young_reservation()
    {
        var lifetime = TimeSpan.FromSeconds(15);
        var reserved = Reserved(BobOnline, From("alice", "c1"));

        Assert.NotNull(PresenceMachine.Rebuild(reserved, [], Now.AddSeconds(14), lifetime).Live);
        Assert.Null(PresenceMachine.Rebuild(reserved, [], Now.AddSeconds(15), lifetime).Live);
        Assert.Equal(DirectCall.Id, PresenceMachine.Rebuild(reserved, [DirectCall.Ringing], Now, lifetime).Live!.CallId);
    }

    [Fact]
    public void Only_an_unmade_calls_reservation_is_given_back()
    {
        var reserved = Reserved(BobOnline, From("alice", "c1"));
        var ringing = PresenceMachine.Publish(BobOnline, DirectCall.Ringing, Now);

        Assert.Null(PresenceMachine.Release(reserved, "c1").Live);
        Assert.NotNull(PresenceMachine.Release(reserved, "c2").Live);
        Assert.NotNull(PresenceMachine.Release(ringing, DirectCall.Id).Live);
    }

    [Fact]
    public void Five_attempts_within_five_minutes_and_the_sixth_is_told_how_long_to_wait()
    {
        var state = Bob;
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.Equal(ReservationOutcome.Reserved, Attempt($"c{attempt}", attempt * 10).Outcome);

        Assert.Equal(new(ReservationOutcome.RateLimited, Wait: TimeSpan.FromSeconds(240)), Attempt("c5", after: 60));
        Assert.Equal(ReservationOutcome.Reserved, Attempt("c5", after: 300).Outcome);

        ReservationResult Attempt(string callId, int after)
        {
            (state, var result) = PresenceMachine.Reserve(state, From("bob", callId, "alice"), Now.AddSeconds(after), Limit);
            state = PresenceMachine.Release(state, callId);
            return result;
        }
    }

    [Fact]
    public void A_repeated_attempt_counts_once_one_that_only_counts_claims_nobody_and_to_be_called_costs_nothing()
    {
        var state = Bob;
        for (var repeat = 0; repeat < 20; repeat++)
            state = Reserved(state, From("bob", "c1", "alice") with { CountsOnly = true });

        Assert.Single(state.Attempts);
        Assert.Null(state.Live);
        Assert.Empty(Reserved(BobOnline, From("alice", "c1")).Attempts);
    }
}
