using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>What the hub tells a client. Every call event carries the whole call; the one with the highest version is true.</summary>
public interface ICallClient
{
    /// <summary>A call was made: it rings here, or another of the user's devices dials.</summary>
    Task CallInitiated(CallView call);

    /// <summary>Somebody answered.</summary>
    Task CallAnswered(CallView call);

    /// <summary>Somebody declined, and the call goes on with the others.</summary>
    Task CallRejected(CallView call);

    /// <summary>Anything else happened to a live call.</summary>
    Task CallUpdated(CallView call);

    /// <summary>A call is over.</summary>
    Task CallEnded(CallView call);

    /// <summary>A WebRTC signal for this device.</summary>
    Task SignalReceived(SignalView signal);

    /// <summary>A watched person's presence, or one's own.</summary>
    Task PresenceChanged(PresenceView presence);

    /// <summary>How many missed calls are unseen.</summary>
    Task MissedChanged(int unseen);

    /// <summary>Everything at once; the first event of every connection.</summary>
    Task Snapshot(Snapshot snapshot);

    /// <summary>This front-end is about to stop: open another connection within the time.</summary>
    Task Reconnect(ReconnectNotice notice);
}
