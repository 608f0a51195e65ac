namespace OrleansCalls.Calls;

/// <summary>What a transition keeps in the record, beyond the state it leads to.</summary>
public sealed class CallMachineTests
{
    [Fact]
    public void The_dialling_device_is_bound_from_the_start_and_the_answering_one_from_the_answer()
    {
        Assert.Equal("a1", DirectCall.Ringing.Find("alice")!.DeviceId);
        Assert.Null(DirectCall.Ringing.Find("bob")!.DeviceId);
        Assert.Equal("b1", DirectCall.Connecting.Find("bob")!.DeviceId);
    }

    [Fact]
    public void Every_live_state_has_its_deadline_and_the_ended_one_has_none()
    {
        Assert.Equal(DirectCall.Start + DirectCall.Timings.Ring, DirectCall.Timings.DeadlineOf(DirectCall.Ringing));
        Assert.Equal(DirectCall.Start + DirectCall.Timings.Connect, DirectCall.Timings.DeadlineOf(DirectCall.Connecting));
        Assert.Equal(DirectCall.Start + DirectCall.Timings.Longest, DirectCall.Timings.DeadlineOf(DirectCall.Connected));
        Assert.Null(DirectCall.Timings.DeadlineOf(DirectCall.Ended));
        Assert.Equal(DirectCall.Start + DirectCall.Timings.Ring, DirectCall.Ended.RingDeadline);
    }

    [Theory]
    [InlineData(ParticipantStatus.Busy, EndReason.Busy)]
    [InlineData(ParticipantStatus.Offline, EndReason.Offline)]
    [InlineData(ParticipantStatus.Dnd, EndReason.Dnd)]
    public void A_callee_who_cannot_be_rung_ends_the_call_as_it_is_made(ParticipantStatus callee, EndReason reason)
    {
        var call = DirectCall.After(null, DirectCall.Make("alice", callee));

        Assert.Equal((CallState.Ended, reason, 1), (call.State, call.EndReason, call.Version));
        Assert.Equal(callee, call.Find("bob")!.Status);
        Assert.Null(call.RingDeadline);
        Assert.Equal(call.CreatedAt, call.EndedAt);
    }

    [Theory]
    [InlineData("hangup a1", ParticipantStatus.Missed)]
    [InlineData("reject b1", ParticipantStatus.Declined)]
    [InlineData("expire late", ParticipantStatus.Missed)]
    [InlineData("supersede a1", ParticipantStatus.Left)]
    public void What_an_unanswered_call_was_for_its_callee(string command, ParticipantStatus callee) =>
        Assert.Equal(
            callee, DirectCall.After(DirectCall.Ringing, DirectCall.Command(command), DirectCall.Now(command, DirectCall.Ringing))
            .Find("bob")!.Status);

    [Fact]
    public void The_duration_counts_from_connected()
    {
        var connected = DirectCall.After(DirectCall.Connecting, DirectCall.Command("media b1"), DirectCall.Start.AddSeconds(3));
        var ended = DirectCall.After(connected, DirectCall.Command("hangup a1"), DirectCall.Start.AddSeconds(45.9));

        Assert.Equal(42, ended.DurationSeconds);
        Assert.Null(DirectCall.After(DirectCall.Connecting, DirectCall.Command("hangup a1")).DurationSeconds);
    }

    [Fact]
    public void A_crossed_answer_remembers_the_call_it_took_in()
    {
        var answered = DirectCall.After(DirectCall.Ringing, DirectCall.Command("crossed b2"));

        Assert.Equal(DirectCall.CrossingId, answered.AbsorbedCallId);
        Assert.Equal("b2", answered.Find("bob")!.DeviceId);
    }

    [Theory]
    [InlineData("join a2", "alice", "a2")]
    [InlineData("join b2", "bob", "b2")]
    public void Who_joins_from_another_device_moves_the_call_there_and_nothing_else_changes(string command, string userId, string device)
    {
        var moved = DirectCall.After(DirectCall.Connected, DirectCall.Command(command));

        Assert.Equal(device, moved.Find(userId)!.DeviceId);
        Assert.Equal(
            DirectCall.Connected with { Version = moved.Version, Participants = [] },
            moved with { Participants = [] });
        Assert.Equal(
            DirectCall.Connected.Participants.Select(person => person with { DeviceId = null }),
            moved.Participants.Select(person => person with { DeviceId = null }));
        Assert.Equal(
            Refusal.NotBound,
            CallMachine.Decide(moved, DirectCall.Command($"hangup {userId[0]}1"), DirectCall.Start, DirectCall.Timings).Refusal);
    }

    [Fact]
    public void A_repeated_mute_changes_nothing()
    {
        var muted = DirectCall.After(DirectCall.Connected, DirectCall.Command("mute b1"));

        Assert.True(muted.Find("bob")!.Muted);
        Assert.True(CallMachine.Decide(muted, DirectCall.Command("mute b1"), DirectCall.Start, DirectCall.Timings).Events.IsEmpty);
    }

    [Fact]
    public void In_a_group_the_ring_ends_for_the_others_while_the_call_goes_on()
    {
        var make = DirectCall.Make("alice") with
        {
            Kind = CallKind.Group,
            Invitees = [DirectCall.Person("bob", ParticipantStatus.Ringing, null),
                DirectCall.Person("carol", ParticipantStatus.Ringing, null)],
        };
        var answered = DirectCall.After(DirectCall.After(null, make), DirectCall.Command("answer b1"), DirectCall.Start.AddSeconds(15));
        var connected = DirectCall.After(answered, DirectCall.Command("media b1"), DirectCall.Start.AddSeconds(16));
        var after = DirectCall.After(connected, new Expire(), DirectCall.Start + DirectCall.Timings.Ring);

        Assert.Equal(DirectCall.Start + DirectCall.Timings.Ring, DirectCall.Timings.DeadlineOf(connected));
        Assert.Equal((CallState.Connected, ParticipantStatus.Missed), (after.State, after.Find("carol")!.Status));
        Assert.Equal(DirectCall.Start.AddSeconds(16) + DirectCall.Timings.Longest, DirectCall.Timings.DeadlineOf(after));
    }

    [Fact]
    public void Each_rings_for_their_own_time_and_the_call_for_as_long_as_anyone_does()
    {
        var make = DirectCall.Make("alice");
        var ringing =
            DirectCall.After(
            null, make with
            {
                Kind = CallKind.Group,
                Invitees = [.. make.Invitees, DirectCall.Person("carol", ParticipantStatus.Ringing, null)]
            });
        var later = DirectCall.Start + DirectCall.Timings.Ring + TimeSpan.FromSeconds(10);
        ringing = ringing with { Participants = [.. ringing.Participants[..2], ringing.Participants[2] with { RingDeadline = later }] };

        var after = DirectCall.After(ringing, new Expire(), DirectCall.Start + DirectCall.Timings.Ring);

        Assert.Equal(CallState.Ringing, after.State);
        Assert.Equal(
            [ParticipantStatus.Joined, ParticipantStatus.Missed, ParticipantStatus.Ringing],
            after.Participants.Select(person => person.Status));
        Assert.Equal(later, DirectCall.Timings.DeadlineOf(after));
        Assert.Equal(EndReason.Missed, DirectCall.After(after, new Expire(), later).EndReason);
    }
}
