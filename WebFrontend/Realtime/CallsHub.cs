using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using OrleansCalls.Calls;
using OrleansCalls.Http;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>What a client may say over its socket. Who says it is the session's user, on the connection's device.</summary>
/// <remarks>
/// A refusal is returned, not thrown; <see cref="HubGuard"/> makes the client's error of it, and of a result the call in it.
/// </remarks>
[Authorize]
public sealed class CallsHub(
    CallGateway calls, ConnectionRegistry connections, WatchList watches, WatchAllowance allowance, Heartbeats heartbeats,
    SnapshotReader snapshots, IGrainFactory grains, CommandRepeater repeater,
    Admission admission, Drain drain,
    TimeProvider time, IOptions<CallsOptions> options) : Hub<ICallClient>
{
    /// <summary>Where the hub is.</summary>
    public const string Path = "/hubs/calls";

    private ClientConnection Connection => ConnectionOf(Context)!;

    /// <summary>The connection behind a hub's context.</summary>
    public static ClientConnection? ConnectionOf(HubCallerContext context) => context.Items[typeof(ClientConnection)] as ClientConnection;

    /// <inheritdoc cref="CallGateway.Initiate"/>
    public async Task<CallResult> Initiate(InitiateRequest request) => Answered(await calls.Initiate(Connection.Leg, request));

    /// <inheritdoc cref="Calls.Answer"/>
    public Task<CallResult> Answer(string callId) => Execute(callId, new Answer(Connection.Leg));

    /// <inheritdoc cref="Calls.Join"/>
    public Task<CallResult> Join(string callId) => Execute(callId, new Join(Connection.Leg));

    /// <inheritdoc cref="Calls.Reject"/>
    public Task<CallResult> Reject(string callId) => Execute(callId, new Reject(Connection.Leg));

    /// <inheritdoc cref="Calls.HangUp"/>
    public Task<CallResult> HangUp(string callId) => Execute(callId, new HangUp(Connection.Leg));

    /// <inheritdoc cref="Calls.Connected"/>
    public Task<CallResult> Connected(string callId) => Execute(callId, new Connected(Connection.Leg));

    /// <inheritdoc cref="Calls.MediaLost"/>
    public Task<CallResult> MediaLost(string callId) => Execute(callId, new MediaLost(Connection.Leg));

    /// <inheritdoc cref="Calls.Mute"/>
    public Task<CallResult> Mute(string callId, bool muted, bool cameraOff) => Execute(callId, new Mute(Connection.Leg, muted, cameraOff));

    /// <inheritdoc cref="Calls.RaiseHand"/>
    public Task<CallResult> RaiseHand(string callId, bool raised) => Execute(callId, new RaiseHand(Connection.Leg, raised));

    /// <inheritdoc cref="SignalLine.Send"/>
    public Task<Refusal?> Signal(SignalRequest signal) => Connection.Signals.Send(signal, calls);

    /// <inheritdoc cref="Heartbeats.Beat"/>
    public Task<Refusal?> Heartbeat() => heartbeats.Beat(Connection);

    /// <summary>Chooses a status.</summary>
    public Task<Refusal?> SetStatus(PresenceStatus status) =>
        repeater.Run(() => grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(Connection.UserId)).SetStatus(status));

    /// <summary>Makes these the people whose presence this connection is told.</summary>
    public async Task<Refusal?> Watch(string[] userIds)
    {
        if (userIds.Length > WatchList.MaxWatched)
            return Input.Invalid("userIds", $"at most {WatchList.MaxWatched} people can be watched.");
        if (!Array.TrueForAll(userIds, Input.IsId))
            return Input.Invalid("userIds", "is not a list of users' ids.");
        if (allowance.Take(Connection.UserId, userIds.Length) is { } refusal)
            return refusal;
        await watches.Watch(Connection, userIds);
        return null;
    }

    /// <summary>Everything anew.</summary>
    /// <returns>A <see cref="Snapshot"/>, or a <see cref="Refusal"/>.</returns>
    public async Task<object?> Resume()
    {
        var (snapshot, refusal) = await snapshots.Read(Connection);
        return snapshot is null ? refusal : snapshot;
    }

    public override async Task OnConnectedAsync()
    {
        var connection =
            new ClientConnection(Context, DeviceIds.Of(Context), Context.Features.Get<HubSocket>()!.Send, time, options.Value);
        Context.Items[typeof(ClientConnection)] = connection;
        try
        {
            Snapshot? snapshot;
            Refusal? refusal;
            using (await admission.Snapshot(connection, Context.GetHttpContext(), Context.ConnectionAborted))
            {
                connections.Add(connection);
                (snapshot, refusal) = await snapshots.Read(connection);
            }

            // Only with an exception does SignalR say why it closes.
            if (snapshot is null)
                throw HubRefusal.Exception(refusal!);
            await Clients.Caller.Snapshot(snapshot);
        }
        catch (OperationCanceledException) when (Context.ConnectionAborted.IsCancellationRequested)
        {
            // Gone away while it waited, of which SignalR tells the hub next.
            return;
        }
        catch
        {
            // SignalR closes it without another word to this hub.
            Forget(connection);
            throw;
        }

        connection.Outbox.Release();
        drain.Greet(connection);
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        if (ConnectionOf(Context) is not { } connection)
            return;
        var wasLast = Forget(connection) && !connections.Has(connection.UserId, connection.DeviceId);

        // A socket that fell silent or was lost proves nothing, and one that we close to stop opens elsewhere:
        // the device's lease runs out by itself if it is really gone.
        var goes = wasLast && (connection.SessionOver || (FarewellWatch.SaidGoodbye(Context.GetHttpContext()) && !drain.IsDraining));
        await Task.WhenAll(watches.Leave(connection), goes ? heartbeats.Leave(connection) : Task.CompletedTask);
    }

    private bool Forget(ClientConnection connection)
    {
        connection.Outbox.Close();
        return connections.Remove(connection);
    }

    private async Task<CallResult> Execute(string callId, LegCommand command) => Answered(await calls.Execute(callId, command));

    private CallResult Answered(CallResult result)
    {
        if (result.Call is { } call)
            Connection.Note(call);
        return result;
    }
}
