using System.Collections.Concurrent;
using System.Collections.Immutable;
using OrleansCalls.Calls;
using OrleansCalls.Presence;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster;

/// <summary>One device of one user, with a front-end of its own: keeps what it is told.</summary>
public sealed class Browser : IFrontEndObserver
{
    private readonly CallsCluster _cluster;
    private readonly IFrontEndObserver _reference;

    private Browser(CallsCluster cluster, string userId, string deviceId)
    {
        _cluster = cluster;
        Leg = new Leg(userId, deviceId);
        _reference = cluster.Client.CreateObjectReference<IFrontEndObserver>(this);
    }

    public Leg Leg { get; }

    public string UserId => Leg.UserId;

    public ConcurrentQueue<UserEvent> Events { get; } = [];

    public IUserPresenceGrain Presence => _cluster.Presence(UserId);

    public static async Task<Browser> Open(CallsCluster cluster, string userId, string deviceId)
    {
        var browser = new Browser(cluster, userId, deviceId);
        await browser.Heartbeat();
        return browser;
    }

    public Task<Attendance> Heartbeat() => Presence.Heartbeat(Leg.DeviceId!, _reference);

    /// <summary>The connection closed, of this device or of another of the user's.</summary>
    public Task<Farewell?> Disconnect(bool signedOut) => Presence.Disconnect(Leg.DeviceId!, _reference, signedOut);

    /// <summary>The page was closed, or its user signed out: what a front-end does then.</summary>
    public async Task<CallView?> Leave(bool signedOut = false) =>
        await Disconnect(signedOut) is { } farewell
            ? Must(await _cluster.Call(farewell.CallId).Execute(new Part(Leg, farewell.At, signedOut))) : null;

    public Task<PresenceView> Watch(string userId) => _cluster.Presence(userId).Watch(_reference);

    public Task Unwatch(string userId) => _cluster.Presence(userId).Unwatch(_reference);

    public Task Notify(ImmutableArray<UserEvent> userEvents)
    {
        foreach (var userEvent in userEvents)
            Events.Enqueue(userEvent);
        return Task.CompletedTask;
    }

    /// <summary>Calls as the edge does: answers the crossing call, supersedes the older one.</summary>
    public async Task<CallResult> Call(string calleeId, string? callId = null)
    {
        callId ??= CallId.New();
        return (await CallRounds.Run(
            callId,
            Leg,
            () => _cluster.Call(callId).Initiate(new InitiateCall(Leg, [calleeId], CallMedia.Audio)),
            (id, command) => _cluster.Call(id).Execute(command)))!;
    }

    /// <summary>Calls, and gives the call; fails the test on a refusal.</summary>
    public async Task<CallView> MustCall(string calleeId, string? callId = null) => Must(await Call(calleeId, callId));

    public async Task<CallView> Answer(string callId) => Must(await _cluster.Call(callId).Execute(new Answer(Leg)));

    public async Task<CallView> Join(string callId) => Must(await _cluster.Call(callId).Execute(new Join(Leg)));

    public async Task<CallView> HangUp(string callId) => Must(await _cluster.Call(callId).Execute(new HangUp(Leg)));

    public async Task<CallView> Reject(string callId) => Must(await _cluster.Call(callId).Execute(new Reject(Leg)));

    public async Task<CallView> Connected(string callId) => Must(await _cluster.Call(callId).Execute(new Connected(Leg)));

    /// <summary>Waits to be told what <paramref name="holds"/> is true of.</summary>
    public Task<T> Told<T>(Func<T, bool> holds)
        where T : UserEvent => Eventually.Holds(() => Task.FromResult(Events.OfType<T>().LastOrDefault(holds)), told => told is not null)!;

    /// <summary>Waits to be told of a call in a state.</summary>
    public async Task<CallView> ToldOf(string callId, CallState state) =>
        (await Told<CallChanged>(told => told.Call.CallId == callId && told.Call.State == state)).Call;

    private static CallView Must(CallResult result)
    {
        Assert.Null(result.Refusal);
        return result.Call!;
    }
}
