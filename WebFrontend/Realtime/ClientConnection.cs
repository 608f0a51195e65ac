using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.AspNetCore.SignalR;
using OrleansCalls.Calls;
using OrleansCalls.Hosting;
using OrleansCalls.Presence;
using OrleansCalls.Sessions;

namespace OrleansCalls.Realtime;

/// <summary>One open connection: its user, its device, and what waits to be sent to it.</summary>
public sealed class ClientConnection
{
    private readonly HubCallerContext _context;
    private readonly Lock _gate = new();
    private readonly Turns _signals = new(1);
    private readonly Turns _watches = new(1);
    private (string CallId, int Version, bool Live) _lastCall = ("", 0, false);

    /// <summary>Made by the hub when the connection opens.</summary>
    public ClientConnection(
        HubCallerContext context, string deviceId, Func<IReadOnlyList<OutgoingEvent>, Task> send, TimeProvider time, CallsOptions options)
    {
        _context = context;
        Session = context.User.Session();
        DeviceId = deviceId;
        Signals = new SignalLine(Leg, context.ConnectionAborted);
        Outbox = new Outbox(send, time, options);
    }

    /// <summary>Who opened it.</summary>
    public SessionPrincipal Session { get; }

    /// <summary>The session's id.</summary>
    public string SessionId => Session.SignedIn.Session.Id;

    /// <summary>Whose it is.</summary>
    public string UserId => Session.SignedIn.User.Id;

    /// <summary>From which device.</summary>
    public string DeviceId { get; }

    /// <summary>The user on this device.</summary>
    public Leg Leg => new(UserId, DeviceId);

    /// <summary>The signals that it sends.</summary>
    public SignalLine Signals { get; }

    /// <summary>What waits to be sent.</summary>
    public Outbox Outbox { get; }

    /// <summary>The people it wants to watch, allowed or not; changed by <see cref="WatchTable"/> alone.</summary>
    public ImmutableHashSet<string> Wanted { get; set; } = [];

    /// <summary>Those of them it does watch; changed by <see cref="WatchTable"/> alone.</summary>
    public ImmutableHashSet<string> Watched { get; set; } = [];

    /// <summary>Set when it must watch nobody any more; by <see cref="WatchTable"/> alone.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Set when its session is over, so that the device goes at once.</summary>
    public bool SessionOver { get; private set; }

    /// <summary>Set when the user ended its session, and with it the call on this device.</summary>
    public bool SignedOut { get; private set; }

    /// <summary>The live call this connection was last told of; null if it knows of none.</summary>
    public string? LiveCallId
    {
        get
        {
            lock (_gate)
                return _lastCall.Live ? _lastCall.CallId : null;
        }
    }

    /// <summary>
    /// Waits for earlier commands that this one must not overtake; dispose it to let the next go. Commands may overtake each other, so that
    /// a heartbeat is answered while a call is being made, but a candidate must not overtake its offer, nor a watch list the one before.
    /// </summary>
    /// <returns>Null if there is nothing to wait for.</returns>
    public async ValueTask<IDisposable?> Turn(string method) => method switch
    {
        nameof(CallsHub.Signal) => await _signals.Take(_context.ConnectionAborted),
        nameof(CallsHub.Watch) => await _watches.Take(_context.ConnectionAborted),
        _ => null,
    };

    /// <summary>Takes an event of the user's.</summary>
    public void Deliver(UserEvent userEvent)
    {
        switch (userEvent)
        {
            case CallChanged changed:
                Tell(changed.Call, changed.Change);
                break;
            case SignalReceived received:
                if (received.DeviceId is null || received.DeviceId == DeviceId)
                    Add(OutgoingEvent.Of(received.Signal));
                break;
            case MissedChanged missed:
                Add(OutgoingEvent.Of(missed.Unseen));
                break;
            case PresenceChanged changed:
                Tell(changed.Presence);
                break;
            default:
                throw new UnreachableException($"The family of events is closed: {userEvent.GetType().Name}");
        }
    }

    /// <summary>Tells of a call.</summary>
    public void Tell(CallView call, CallChange change)
    {
        Note(call);
        Add(OutgoingEvent.Of(call, change));
    }

    /// <summary>Tells of somebody's presence; of the call behind it only those who are in it.</summary>
    public void Tell(PresenceView presence)
    {
        var mayKnowCall = presence.CallId is null || presence.UserId == UserId || presence.CallId == LiveCallId;
        Add(OutgoingEvent.Of(mayKnowCall ? presence : presence with { CallId = null }));
    }

    /// <summary>Tells of a call as it is, if this connection has not been told of that version.</summary>
    public void TellIfNews(CallView call)
    {
        if (Note(call))
            Add(OutgoingEvent.Of(call, call.State == CallState.Ended ? CallChange.Ended : CallChange.Updated));
    }

    /// <summary>Takes an event that is for this connection alone.</summary>
    public void Add(OutgoingEvent next)
    {
        // A signal without room is lost to its sender alone.
        if (!Outbox.Add(next) && next.Sender is null)
            Close();
    }

    /// <summary>Notes that the client has this call, or soon will.</summary>
    /// <returns>Whether it is newer than what was noted before.</returns>
    public bool Note(CallView call)
    {
        lock (_gate)
        {
            if (_lastCall.CallId == call.CallId && _lastCall.Version >= call.Version)
                return false;

            // News of an ended call must not hide a live one.
            if (_lastCall.Live && _lastCall.CallId != call.CallId && call.State == CallState.Ended)
                return true;
            _lastCall = (call.CallId, call.Version, call.State != CallState.Ended);
            return true;
        }
    }

    /// <summary>Closes the connection, which the hub then hears of.</summary>
    public void Close(bool sessionOver = false, bool signedOut = false)
    {
        SessionOver |= sessionOver || signedOut;
        SignedOut |= signedOut;
        Outbox.Close();
        _context.Abort();
    }
}
