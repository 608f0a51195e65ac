using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>How what has happened to a call is told.</summary>
public static class CallChanges
{
    /// <summary>What a commit of these events is to those who are told.</summary>
    public static CallChange ToChange(this ImmutableArray<CallEvent> events)
    {
        if (events.Any(happened => happened is CallEnded))
            return CallChange.Ended;
        if (events.Any(happened => happened is ParticipantMoved { Status: ParticipantStatus.Declined }))
            return CallChange.Rejected;
        if (events.Any(happened => happened is ParticipantJoined))
            return CallChange.Answered;
        return events.Any(happened => happened is CallMade) ? CallChange.Initiated : CallChange.Updated;
    }

    /// <summary>What the call as it is comes to for those who may have missed what led there.</summary>
    public static CallChange ToChange(this CallView call) => call.State switch
    {
        CallState.Ringing => CallChange.Initiated,
        CallState.Connecting or CallState.Connected => CallChange.Updated,
        CallState.Ended => CallChange.Ended,
    };
}
