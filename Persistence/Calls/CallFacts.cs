namespace OrleansCalls.Calls;

/// <summary>What follows from a call for one of its participants, and is asked for across calls.</summary>
internal static class CallFacts
{
    /// <summary>The call has not ended, and this person is ringing or joined.</summary>
    public static bool IsLiveFor(this CallRecord call, Participant participant) =>
        call.IsLive && participant.Status is ParticipantStatus.Ringing or ParticipantStatus.Joined;

    /// <summary>The call ended without this callee.</summary>
    public static bool IsMissedBy(this CallRecord call, Participant participant) =>
        !call.IsLive
        && participant.UserId != call.InitiatorId
        && participant.Status is ParticipantStatus.Missed or ParticipantStatus.Busy or ParticipantStatus.Offline or ParticipantStatus.Dnd;
}
