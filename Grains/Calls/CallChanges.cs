using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>Says what a transition of a call is announced as.</summary>
public static class CallChanges
{
    /// <summary>What a commit of these events is announced as.</summary>
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

    /// <summary>What the present call is announced as to those who may have missed how it got there.</summary>
    public static CallChange ToChange(this CallView call) => call.State switch
    {
        CallState.Ringing => CallChange.Initiated,
        CallState.Connecting or CallState.Connected => CallChange.Updated,
        CallState.Ended => CallChange.Ended,
    };
}
