using static OrleansCalls.Cluster.Tests.History.ScriptedHistory;

namespace OrleansCalls.Cluster.Tests.History;

/// <summary>The checker passes what is well, and catches what is planted.</summary>
public sealed class HistoryCheckerTests
{
    private readonly ScriptedHistory _script = new();

    [Fact]
    public void Calls_as_they_should_be_pass()
    {
        _script.Talk("c1", 0);
        _script.Miss("c2", 20);
        _script.Talk("c3", 60, caller: "ben", callee: "ann");
        _script.Attempt("c4", 65, "busy");
        _script.Attempt("c5", 100, "offline", callee: "dan");
        _script.GotNoAnswer("cat", Commands.Initiate, "c6", 110);
        _script.WasRefused("cat", "c7", 130, "rate_limited");
        Assert.Empty(_script.Check());
    }

    [Fact]
    public void Live_call_passes()
    {
        _script.RingOn("c1", 3590);
        _script.Engage("ann", "calling");
        Assert.Empty(_script.Check());
    }

    [Fact]
    public void Answered_crossing_call_passes()
    {
        var row = _script.Talk("c1", 0);
        _script.Replace(row, row with { AbsorbedId = "c2" });
        _script.Did("ben", Commands.Initiate, 1, Seen(row, version: 2, CallStates.Connecting) with { ConnectedAt = null }, callId: "c2");
        Assert.Empty(_script.Check());
    }

    [Fact]
    public void Lost_call_is_caught()
    {
        _script.Lose(_script.Talk("c1", 0));
        Caught("what was shown is kept", "no such row");
    }

    [Fact]
    public void Call_that_is_shown_after_the_reading_passes()
    {
        _script.Lose(_script.Talk("c1", 30));
        Caught("what was shown is kept", "no such row");
        Assert.Empty(_script.Check(readAt: 20));
    }

    [Fact]
    public void Lost_transition_is_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Replace(row, row with { Version = 3, State = CallStates.Connected, EndReason = null, EndedAt = null });
        Caught("what was shown is kept", "version 4 of call c1");
    }

    [Fact]
    public void Another_end_in_the_row_than_was_shown_is_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Replace(row, row with { EndReason = "dropped" });
        Caught("what was shown is kept", "dropped");
    }

    [Fact]
    public void Event_before_its_commit_is_caught()
    {
        var row = _script.Miss("c1", 0);
        _script.Told("ann", 5, Seen(row, version: 7, CallStates.Connecting));
        Caught("what was shown is kept", "version 7");
    }

    [Fact]
    public void Reopened_call_is_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Told("ann", 14, Seen(row, version: 5, CallStates.Connected));
        _script.Replace(row, row with { Version = 5, State = CallStates.Connected, EndReason = null, EndedAt = null });
        Caught("ended is final", "version 5");
    }

    [Fact]
    public void Two_outcomes_of_one_version_are_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Told("ann", 31, Seen(row, version: 4, CallStates.Ended) with { EndReason = "dropped" });
        Caught("versions rise", "in 2 ways");
    }

    [Fact]
    public void Answer_from_the_past_is_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Did("ann", Commands.HangUp, 13, Seen(row, version: 1, CallStates.Ringing));
        Caught("versions rise", "answered with version 1");
    }

    [Fact]
    public void Doubled_call_is_caught()
    {
        _script.Talk("c1", 0);
        var ghost = _script.Talk("c2", 100);
        _script.Replace(ghost, ghost with { CallId = "ghost" });
        Caught("applied once", "nobody made call ghost");
    }

    [Fact]
    public void Command_answered_with_two_calls_is_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Did("ann", Commands.Initiate, 100, Seen(_script.Talk("c2", 50), version: 4, CallStates.Ended), callId: row.CallId);
        Caught("applied once", "c1 and c2");
    }

    [Fact]
    public void Transition_made_twice_is_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Replace(row, row with { Version = 5 });
        Caught("applied once", "has version 5");
    }

    [Fact]
    public void Absorbed_call_that_was_made_too_is_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Talk("c2", 100);
        _script.Replace(row, row with { AbsorbedId = "c2" });
        Caught("applied once", "made too");
    }

    [Fact]
    public void Two_live_calls_at_once_are_caught()
    {
        _script.Talk("c1", 0);
        _script.Talk("c2", 5, caller: "cat", callee: "ben");
        Caught("one live call", "ben was in calls c1");
    }

    [Fact]
    public void Call_within_a_longer_one_is_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Replace(row, row with { EndedAt = At(500) });
        _script.Talk("c2", 100, caller: "cat", callee: "ben");
        Caught("one live call", "ben was in calls c1");
    }

    [Fact]
    public void Stuck_busy_user_is_caught()
    {
        _script.Talk("c1", 0);
        _script.Attempt("c2", 100, "busy");
        Caught("busy has a call", "ben was in no call");
    }

    [Fact]
    public void Stuck_caller_is_caught()
    {
        _script.Talk("c1", 0);
        _script.WasRefused("ann", "c2", 100, "in_call");
        Caught("busy has a call", "ann was refused");
    }

    [Fact]
    public void Reservation_lost_with_its_silo_may_run_out()
    {
        _script.Broke(98, 102);
        _script.Attempt("c1", 110, "busy");
        Assert.Empty(_script.Check());
    }

    [Fact]
    public void Late_ring_is_caught()
    {
        var row = _script.Miss("c1", 0);
        _script.Replace(row, row with { EndedAt = At(31.5) });
        Caught("rings end in time", "rang until");
    }

    [Fact]
    public void Late_ring_is_allowed_until_the_silo_is_found_dead()
    {
        var row = _script.Miss("c1", 0);
        _script.Replace(row, row with { EndedAt = At(33.9) });
        _script.Broke(29, 33);
        Assert.DoesNotContain(_script.Check(), violation => violation.Rule == "rings end in time");
    }

    [Fact]
    public void Ring_that_outlives_the_disruption_is_caught()
    {
        var row = _script.Miss("c1", 0);
        _script.Replace(row, row with { EndedAt = At(34.5) });
        _script.Broke(29, 33);
        Caught("rings end in time", "rang until");
    }

    [Fact]
    public void Early_end_of_a_ring_is_caught()
    {
        var row = _script.Miss("c1", 0);
        _script.Replace(row, row with { EndedAt = At(20) });
        Caught("rings end in time", "before its deadline");
    }

    [Fact]
    public void Immortal_ring_is_caught()
    {
        var row = _script.Miss("c1", 0);
        _script.Replace(row, row with { Version = 1, State = CallStates.Ringing, EndReason = null, EndedAt = null });
        Caught("rings end in time", "still rings");
    }

    [Fact]
    public void Hold_of_an_ended_call_is_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Replace(row, row with { Participants = [row.Participants[0] with { Live = true }, row.Participants[1]] });
        Caught("nothing is left", "still holds ann");
    }

    [Fact]
    public void Status_without_a_call_is_caught()
    {
        _script.Talk("c1", 0);
        _script.Engage("ann", "in_call");
        Caught("nothing is left", "ann is shown as in_call");
    }

    [Fact]
    public void Other_duration_at_one_side_is_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Told("ann", 13, Seen(row, version: 4, CallStates.Ended) with { DurationSeconds = 11 });
        Caught("durations agree", "ann was shown 11 s");
    }

    [Fact]
    public void Times_out_of_order_are_caught()
    {
        var row = _script.Talk("c1", 0);
        _script.Replace(row, row with { AnsweredAt = At(3) });
        Caught("durations agree", "not in order");
    }

    private static SeenCall Seen(CallRow row, int version, string state) => new()
    {
        CallId = row.CallId,
        Version = version,
        State = state,
        EndReason = state == CallStates.Ended ? row.EndReason : null,
        RingDeadline = row.RingDeadline,
        AnsweredAt = row.AnsweredAt,
        ConnectedAt = row.ConnectedAt,
        EndedAt = state == CallStates.Ended ? row.EndedAt : null,
    };

    private void Caught(string rule, string words) => Assert.Contains(_script.Check(), violation =>
        violation.Rule == rule && violation.What.Contains(words, StringComparison.Ordinal));
}
