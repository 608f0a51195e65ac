using Microsoft.Extensions.Options;
using OrleansCalls.Calls;
using OrleansCalls.People;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>Says that a device is there, and reads everything that its client must know.</summary>
public sealed class SnapshotReader(
    IGrainFactory grains, CommandRepeater repeater, ActiveCall active, ICallIndex index, FrontEndAddress address, IClusterClock clock,
    IOptions<CallsOptions> options)
{
    /// <summary>Reads the snapshot for a connection. What happens from here on reaches the connection as events.</summary>
    /// <returns>The snapshot, or the refusal of a device that is one too many.</returns>
    public async Task<(Snapshot? Snapshot, Refusal? Refusal)> Read(ClientConnection connection)
    {
        var unseen = index.CountUnseen(connection.UserId);
        var attendance = await repeater.Run(() => Grain(connection.UserId).Heartbeat(connection.DeviceId, address.Reference));
        if (attendance.Refusal is { } refusal)
            return (null, refusal);
        var call = await active.Attend(connection.Leg, attendance);
        if (call is not null)
            connection.Note(call);
        var me = UserBody.From(connection.Session.SignedIn.User);
        return (new Snapshot(me, call, await unseen, clock.Now, ClientSettings.From(options.Value)), null);
    }

    private IUserPresenceGrain Grain(string userId) => grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId));
}
