using System.Collections.Immutable;
using System.Diagnostics;

namespace OrleansCalls.Calls;

/// <summary>What events make of a call. No decisions here.</summary>
public static class CallEvolution
{
    /// <summary>The call after <paramref name="events"/>, its version raised by one.</summary>
    public static CallView Apply(CallView? call, ImmutableArray<CallEvent> events)
    {
        var next = events.Aggregate(call, Evolve)!;
        return next with { Version = (call?.Version ?? 0) + 1 };
    }

    /// <summary>The call after one event.</summary>
    public static CallView Evolve(CallView? call, CallEvent happened) => happened switch
    {
        CallMade made => made.Call,
        ParticipantJoined joined =>
            With(call!, joined.UserId, person => person with { Status = ParticipantStatus.Joined, DeviceId = joined.DeviceId }),
        LegMoved moved => With(call!, moved.UserId, person => person with { DeviceId = moved.DeviceId, Away = false }),
        ParticipantMoved moved => With(call!, moved.UserId, person => AtRest(person) with { Status = moved.Status }),
        AwayChanged away => With(call!, away.UserId, person => person with { Away = away.Away }),
        MuteChanged mute => With(call!, mute.UserId, person => person with { Muted = mute.Muted, CameraOff = mute.CameraOff }),
        HandMoved hand => With(call!, hand.UserId, person => person with { HandRaisedAt = hand.RaisedAt }),
        CallAnswered answered => call! with { State = CallState.Connecting, AnsweredAt = answered.At },
        CrossingAbsorbed absorbed => call! with { AbsorbedCallId = absorbed.CallId },
        MediaConnected connected => call! with { State = CallState.Connected, ConnectedAt = connected.At },
        CallEnded ended => call! with
        {
            State = CallState.Ended,
            EndReason = ended.Reason,
            EndedAt = ended.At,
            Participants = [.. call.Participants.Select(AtRest)],
        },
        _ => throw new UnreachableException($"The family of events is closed: {happened}"),
    };

    /// <summary>The participant without what lasts no longer than their part in the call.</summary>
    private static Participant AtRest(Participant person) => person with { Away = false, HandRaisedAt = null };

    private static CallView With(CallView call, string userId, Func<Participant, Participant> change) =>
        call with { Participants = [.. call.Participants.Select(person => person.UserId == userId ? change(person) : person)] };
}
