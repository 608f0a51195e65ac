using System.Collections.Immutable;
using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>What the grains call: puts an event into the outboxes of the connections it concerns, and returns.</summary>
public sealed class FrontEndObserver(ConnectionRegistry connections, WatchList watches, IGrainFactory grains) : IFrontEndObserver
{
    public Task Notify(ImmutableArray<UserEvent> userEvents)
    {
        foreach (var userEvent in userEvents)
        {
            if (userEvent is PresenceChanged changed)
                watches.Deliver(changed);
            if (userEvent is SignalReceived { IsDirect: true, DeviceId: { } deviceId } direct && !connections.Has(direct.UserId, deviceId))
                _ = grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(direct.UserId)).Deliver(direct.Signal, deviceId);
            else
                connections.Deliver(userEvent);
        }
        return Task.CompletedTask;
    }
}
