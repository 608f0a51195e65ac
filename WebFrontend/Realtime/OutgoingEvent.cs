using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>One event on its way to one connection.</summary>
/// <param name="Method">The method of <see cref="ICallClient"/> that it calls.</param>
/// <param name="Argument">What that is given.</param>
/// <param name="Subject">
/// What it is the whole state of; a newer event with the same subject supersedes an older one. Null: every one counts.
/// </param>
/// <param name="Weight">How much extra memory it holds, in characters.</param>
/// <param name="Sender">Who sent it; null when it is the server's own.</param>
public sealed record OutgoingEvent(string Method, object Argument, string? Subject, int Weight = 0, string? Sender = null)
{
    /// <summary>A call, by the name of what happened to it.</summary>
    public static OutgoingEvent Of(CallView call, CallChange change) => new(
        change switch
        {
            CallChange.Initiated => nameof(ICallClient.CallInitiated),
            CallChange.Answered => nameof(ICallClient.CallAnswered),
            CallChange.Rejected => nameof(ICallClient.CallRejected),
            CallChange.Updated => nameof(ICallClient.CallUpdated),
            CallChange.Ended => nameof(ICallClient.CallEnded),
        },
        call,
        "c:" + call.CallId);

    /// <summary>A signal: nothing supersedes it.</summary>
    public static OutgoingEvent Of(SignalView signal) =>
        new(nameof(ICallClient.SignalReceived), signal, Subject: null, signal.Payload.Length, signal.From);

    /// <summary>Somebody's presence.</summary>
    public static OutgoingEvent Of(PresenceView presence) => new(nameof(ICallClient.PresenceChanged), presence, "p:" + presence.UserId);

    /// <summary>The count of unseen missed calls.</summary>
    public static OutgoingEvent Of(int unseen) => new(nameof(ICallClient.MissedChanged), unseen, "m:");

    /// <summary>The notice that this front-end is about to stop.</summary>
    public static OutgoingEvent Of(ReconnectNotice notice) => new(nameof(ICallClient.Reconnect), notice, "r:");
}
