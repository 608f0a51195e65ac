namespace OrleansCalls.Calls;

/// <summary>What a call is to one person in it: asked by presence, kept in the person's row, counted and listed across calls.</summary>
public static class CallFacts
{
    /// <summary>The call has not ended, and this person is ringing or joined: it claims them.</summary>
    public static bool IsLiveFor(this CallRecord call, Participant person) => IsLiveFor(call.State, person.Status);

    /// <summary>The same of what others see.</summary>
    public static bool IsLiveFor(this CallView call, ParticipantView person) => IsLiveFor(call.State, person.Status);

    /// <summary>The call ended without this person, who was called and did not decline.</summary>
    public static bool IsMissedBy(this CallRecord call, Participant person) =>
        IsMissedBy(call.State, person.Status, isInitiator: person.UserId == call.InitiatorId);

    /// <summary>The same of what others see.</summary>
    public static bool IsMissedBy(this CallView call, ParticipantView person) =>
        IsMissedBy(call.State, person.Status, isInitiator: person.UserId == call.InitiatorId);

    private static bool IsLiveFor(CallState state, ParticipantStatus status) =>
        state != CallState.Ended && status is ParticipantStatus.Ringing or ParticipantStatus.Joined;

    private static bool IsMissedBy(CallState state, ParticipantStatus status, bool isInitiator) =>
        state == CallState.Ended && !isInitiator
        && status is ParticipantStatus.Missed or ParticipantStatus.Busy or ParticipantStatus.Offline or ParticipantStatus.Dnd;
}
