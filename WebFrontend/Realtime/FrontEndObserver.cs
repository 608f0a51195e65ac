using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>What the grains call: puts an event into the outboxes of the connections it concerns, and returns.</summary>
public sealed class FrontEndObserver(ConnectionRegistry connections, WatchList watches) : IFrontEndObserver
{
    public Task Notify(UserEvent userEvent)
    {
        if (userEvent is PresenceChanged changed)
            watches.Deliver(changed);
        connections.Deliver(userEvent);
        return Task.CompletedTask;
    }
}
