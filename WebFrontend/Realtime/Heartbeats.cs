using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>
/// A connection's heartbeat: keeps the device and its call, and repairs what the client may have missed,
/// so that a browser is never wrong for longer than one heartbeat.
/// </summary>
public sealed class Heartbeats(IGrainFactory grains, CommandRepeater repeater, CallGateway calls, FrontEndAddress address)
{
    /// <summary>Says that the connection's device is there.</summary>
    /// <returns>Null, or why the device is not kept.</returns>
    public async Task<Refusal?> Beat(ClientConnection connection)
    {
        var presence = grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(connection.UserId));
        var attendance = await repeater.Run(() => presence.Heartbeat(connection.DeviceId, address.Reference));
        if (attendance.Refusal is { } refusal)
            return refusal;
        if (connection.LiveCallId is { } known && known != attendance.LiveCallId)
            Tell(connection, await calls.Get(connection.UserId, known));
        if (attendance.LiveCallId is { } live)
            Tell(connection, await calls.Execute(live, new Heartbeat(connection.Leg)));
        return null;
    }

    /// <summary>Says that the connection has closed, and tells the call that its device has gone.</summary>
    public async Task Leave(ClientConnection connection)
    {
        var presence = grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(connection.UserId));
        if (await presence.Disconnect(connection.DeviceId, address.Reference, connection.SessionOver) is not { } farewell)
            return;

        // After a session expires, one can sign in again and be in the same call: it has as long for that as after a lost connection.
        if (connection.SignedOut || !connection.SessionOver)
            await calls.Execute(farewell.CallId, new Part(connection.Leg, farewell.At, connection.SignedOut));
    }

    private static void Tell(ClientConnection connection, CallResult result)
    {
        if (result.Call is { } call)
            connection.TellIfNews(call);
    }
}
