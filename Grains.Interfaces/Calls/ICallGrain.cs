using Orleans.Concurrency;

namespace OrleansCalls.Calls;

/// <summary>One call. Its key is <see cref="GrainKeys.Call"/>.</summary>
/// <remarks>
/// Commands are repeatable: a duplicate, stale or losing one changes nothing and gets the call as it now is.
/// A call that does not exist and one that is somebody else's are refused alike with <see cref="RefusalCodes.NotFound"/>.
/// Nothing is replied or told before it is committed; when the commit fails the exception escapes and the command may be repeated.
/// </remarks>
[Alias("calls.ICallGrain")]
public interface ICallGrain : IGrainWithStringKey
{
    /// <summary>Reserves both people, and rings or ends at once with the reason.</summary>
    [Alias("Initiate")]
    Task<CallResult> Initiate(InitiateCall command);

    /// <summary>Answers from this leg; the first answer wins.</summary>
    [Alias("Answer")]
    Task<CallResult> Answer(Leg leg);

    /// <summary>
    /// Answers on behalf of a crossing call: this leg dialled the caller of this call at the same moment.
    /// <paramref name="absorbedCallId"/> is the id of the call that is not made; repeating it finds this one.
    /// </summary>
    [Alias("AnswerCrossed")]
    Task<CallResult> AnswerCrossed(Leg leg, string absorbedCallId);

    /// <summary>
    /// Comes in from this leg: answers what rings, and moves a call that is on another device of the user's to this one.
    /// The leg that has the call already gets it unchanged.
    /// </summary>
    [Alias("Join")]
    Task<CallResult> Join(Leg leg);

    /// <summary>Declines for the user, on all their devices.</summary>
    [Alias("Reject")]
    Task<CallResult> Reject(Leg leg);

    /// <summary>Cancels, declines or ends, whichever applies to this leg now.</summary>
    [Alias("HangUp")]
    Task<CallResult> HangUp(Leg leg);

    /// <summary>Ends the call in favour of a newer one between the same people.</summary>
    [Alias("Supersede")]
    Task<CallResult> Supersede(Leg leg);

    /// <summary>Ends the call for an administrator: <c>dropped</c> when it is connected, <c>cancelled</c> when it is not yet.</summary>
    [Alias("ForceEnd")]
    Task<CallResult> ForceEnd(string adminId);

    /// <summary>Media flows at this leg, for the first time or again.</summary>
    [Alias("Connected")]
    Task<CallResult> Connected(Leg leg);

    /// <summary>Media stopped at this leg; unless it is back within the reconnect grace the call is dropped.</summary>
    [Alias("MediaLost")]
    Task<CallResult> MediaLost(Leg leg);

    /// <summary>Says whether this leg's microphone and camera are off.</summary>
    [Alias("Mute")]
    Task<CallResult> Mute(Leg leg, bool muted, bool cameraOff);

    /// <summary>The leg's device is there: keeps the call from being dropped. Returns the call as it now is.</summary>
    [Alias("Heartbeat")]
    Task<CallResult> Heartbeat(Leg leg);

    /// <summary>
    /// The leg's device has gone, at the time <paramref name="at"/>. Signed out, it hangs up; else it is seen as away at once, and has the reload
    /// grace to come back. Nothing happens when it is not the one in the call, or was heard since.
    /// </summary>
    [Alias("Part")]
    Task<CallResult> Part(Leg leg, DateTimeOffset at, bool signedOut);

    /// <summary>Acts on the deadline if it has passed. Whoever finds an overdue call may say so.</summary>
    [Alias("Wake")]
    Task Wake();

    /// <summary>The call as it now is, for one of its participants.</summary>
    [Alias("Get")]
    Task<CallResult> Get(string userId);

    /// <summary>Relays a signal to the other bound leg; null when it was taken.</summary>
    [Alias("Signal")]
    Task<Refusal?> Signal(SendSignal signal);

    /// <summary>The kept signals for this leg's user whose number is above <paramref name="after"/>.</summary>
    [Alias("Signals")]
    Task<SignalPage> Signals(Leg leg, long after);
}
