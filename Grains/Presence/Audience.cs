using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace OrleansCalls.Presence;

/// <summary>Whom a presence tells: the front-ends of the user's devices, and those with people who watch. All are leases.</summary>
public sealed class Audience(TimeSpan lease, ILogger logger)
{
    private readonly Dictionary<string, IFrontEndObserver> _frontEnds = [];
    private readonly ObserverManager<IFrontEndObserver> _watchers = new(lease, logger);

    /// <summary>Begins or renews a watch.</summary>
    public void Watch(IFrontEndObserver frontEnd) => _watchers.Subscribe(frontEnd, frontEnd);

    /// <summary>Ends a watch.</summary>
    public void Unwatch(IFrontEndObserver frontEnd) => _watchers.Unsubscribe(frontEnd);

    /// <summary>
    /// Notes where a device is connected. A heartbeat without a socket says nothing about a socket the device may also have.
    /// </summary>
    public void Register(string deviceId, IFrontEndObserver? frontEnd)
    {
        if (frontEnd is not null)
            _frontEnds[deviceId] = frontEnd;
    }

    /// <summary>Whether the device is connected to another front-end.</summary>
    public bool IsElsewhere(string deviceId, IFrontEndObserver frontEnd) =>
        _frontEnds.TryGetValue(deviceId, out var known) && !known.Equals(frontEnd);

    /// <summary>Forgets the devices that are gone.</summary>
    public void KeepOnly(Func<string, bool> isThere)
    {
        foreach (var deviceId in _frontEnds.Keys.Where(deviceId => !isThere(deviceId)).ToArray())
            _frontEnds.Remove(deviceId);
    }

    /// <summary>Tells the user's own devices: once for each front-end that has one.</summary>
    public void Tell(UserEvent userEvent)
    {
        foreach (var frontEnd in _frontEnds.Values.Distinct())
            _ = frontEnd.Notify(userEvent);
    }

    /// <summary>Tells the user's own devices and everybody who watches, each front-end once.</summary>
    public void TellAll(UserEvent userEvent)
    {
        Tell(userEvent);
        _ = _watchers.Notify(watcher => watcher.Notify(userEvent), watcher => !_frontEnds.ContainsValue(watcher));
    }
}
