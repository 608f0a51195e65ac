using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>One event on its way to one connection.</summary>
/// <param name="Subject">
/// What it is the whole state of; a newer event with the same subject supersedes an older one. Null: every one counts.
/// </param>
/// <param name="Weight">How much extra memory it holds, in characters.</param>
/// <param name="Send">Sends it.</param>
/// <param name="Sender">Who sent it; null when it is the server's own.</param>
public sealed record OutgoingEvent(string? Subject, int Weight, Func<ICallClient, Task> Send, string? Sender = null)
{
    /// <summary>A call, by the name of what happened to it.</summary>
    public static OutgoingEvent Of(CallView call, CallChange change) => new("c:" + call.CallId, 0, change switch
    {
        CallChange.Initiated => client => client.CallInitiated(call),
        CallChange.Answered => client => client.CallAnswered(call),
        CallChange.Rejected => client => client.CallRejected(call),
        CallChange.Updated => client => client.CallUpdated(call),
        CallChange.Ended => client => client.CallEnded(call),
    });

    /// <summary>A signal: nothing supersedes it.</summary>
    public static OutgoingEvent Of(SignalView signal) =>
        new(Subject: null, signal.Payload.Length, client => client.SignalReceived(signal), signal.From);

    /// <summary>Somebody's presence.</summary>
    public static OutgoingEvent Of(PresenceView presence) => new("p:" + presence.UserId, 0, client => client.PresenceChanged(presence));

    /// <summary>The count of unseen missed calls.</summary>
    public static OutgoingEvent Of(int unseen) => new("m:", 0, client => client.MissedChanged(unseen));

    /// <summary>The notice that this front-end is about to stop.</summary>
    public static OutgoingEvent Of(ReconnectNotice notice) => new("r:", 0, client => client.Reconnect(notice));
}
