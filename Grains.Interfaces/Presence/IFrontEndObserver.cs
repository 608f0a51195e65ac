using System.Collections.Immutable;
using Orleans.Concurrency;

namespace OrleansCalls.Presence;

/// <summary>A front-end process, as grains see it: one observer for all its connections. It must only enqueue.</summary>
[Alias("presence.IFrontEndObserver")]
public interface IFrontEndObserver : IGrainObserver
{
    /// <summary>
    /// Takes events, in order, each for the connections of <see cref="UserEvent.UserId"/> or for those that watch that user.
    /// </summary>
    [OneWay]
    [Alias("Notify")]
    Task Notify(ImmutableArray<UserEvent> userEvents);
}
