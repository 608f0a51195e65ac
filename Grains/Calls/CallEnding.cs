using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>How people leave a call, and when that ends it. Pure, like <see cref="CallMachine"/>.</summary>
public static class CallEnding
{
    /// <summary>Why a call that can ring nobody ends as it is made.</summary>
    public static EndReason WhyNotToRing(ImmutableArray<Participant> invitees)
    {
        var statuses = invitees.Select(invitee => invitee.Status).Distinct().ToArray();
        return statuses is not [var same] ? EndReason.Missed : same switch
        {
            ParticipantStatus.Busy => EndReason.Busy,
            ParticipantStatus.Offline => EndReason.Offline,
            ParticipantStatus.Dnd => EndReason.Dnd,
            ParticipantStatus.Ringing or ParticipantStatus.Joined or ParticipantStatus.Declined or ParticipantStatus.Missed
                or ParticipantStatus.Left => EndReason.Missed,
        };
    }

    /// <summary>
    /// At the call's own deadline it ends. Before that, whoever has rung for their time is missed, and the call goes on if anybody is left
    /// to talk to or wait for.
    /// </summary>
    public static CallDecision AtDeadline(CallView call, DateTimeOffset now, CallTimings timings)
    {
        if (!(timings.DeadlineOf(call) <= now))
            return CallDecision.Nothing;
        if (timings.EndOf(call) <= now)
            return End(call, call.State == CallState.Connecting ? EndReason.Failed : EndReason.Completed, ParticipantStatus.Missed, now);
        var late = call.Participants.Where(person => CallTimings.RingEndOf(call, person) <= now).ToArray();
        if (call.Participants.Count(person => person.Status == ParticipantStatus.Joined) >= 2
            || call.Participants.Count(person => person.Status == ParticipantStatus.Ringing) > late.Length)
            return new([.. late.Select(person => new ParticipantMoved(person.UserId, ParticipantStatus.Missed))]);
        return End(call, call.State == CallState.Ringing ? EndReason.Missed : EndReason.Completed, ParticipantStatus.Missed, now);
    }

    /// <summary>Whoever is in it, the call is over.</summary>
    public static CallDecision ByForce(CallView call, DateTimeOffset now) => call.State switch
    {
        CallState.Ringing or CallState.Connecting => End(call, EndReason.Cancelled, ParticipantStatus.Missed, now),
        CallState.Connected => End(call, EndReason.Dropped, ParticipantStatus.Missed, now),
        CallState.Ended => CallDecision.Nothing,
    };

    /// <summary>Somebody who was being rung will not come; when nobody else rings either, the call ends.</summary>
    public static CallDecision Decline(CallView call, Participant person, DateTimeOffset now)
    {
        var declined = new ParticipantMoved(person.UserId, ParticipantStatus.Declined);
        return call.State == CallState.Ringing && !AnyoneRings(call, except: person.UserId)
            ? CallDecision.Of(declined, new CallEnded(EndReason.Rejected, now))
            : CallDecision.Of(declined);
    }

    /// <summary>These people leave; when fewer than two remain who could talk, the call ends.</summary>
    public static CallDecision Leave(CallView call, ImmutableArray<string> userIds, EndReason reason, DateTimeOffset now)
    {
        var leaving = call.Participants
            .Where(person => person.Status == ParticipantStatus.Joined && userIds.Contains(person.UserId))
            .ToArray();
        if (leaving.Length == 0 || !call.IsLive)
            return CallDecision.Nothing;
        var left = leaving.Select(CallEvent (person) => new ParticipantMoved(person.UserId, ParticipantStatus.Left)).ToImmutableArray();
        var joined = call.Participants.Count(person => person.Status == ParticipantStatus.Joined) - leaving.Length;
        var goesOn = joined >= 2 || (joined == 1 && AnyoneRings(call) && call.State != CallState.Ringing);
        return new(goesOn ? left : left.AddRange(End(call, reason, ParticipantStatus.Missed, now).Events));
    }

    /// <summary>Ends the call; whoever still rings becomes <paramref name="unanswered"/>.</summary>
    public static CallDecision End(CallView call, EndReason reason, ParticipantStatus unanswered, DateTimeOffset now) =>
        new([.. MoveRinging(call, unanswered), new CallEnded(reason, now)]);

    private static IEnumerable<CallEvent> MoveRinging(CallView call, ParticipantStatus status) => call.Participants
        .Where(person => person.Status == ParticipantStatus.Ringing)
        .Select(person => new ParticipantMoved(person.UserId, status));

    private static bool AnyoneRings(CallView call, string? except = null) =>
        call.Participants.Any(person => person.Status == ParticipantStatus.Ringing && person.UserId != except);
}
