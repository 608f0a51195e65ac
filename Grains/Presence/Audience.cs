using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace OrleansCalls.Presence;

/// <summary>
/// Whom a presence tells: the front-ends of the user's devices, and those with people who watch. All are leases. What is told in one turn
/// leaves as one message to each.
/// </summary>
public sealed class Audience(TimeSpan lease, ILogger logger)
{
    private readonly Dictionary<string, IFrontEndObserver> _frontEnds = [];
    private readonly ObserverManager<IFrontEndObserver> _watchers = new(lease, logger);
    private ImmutableArray<(UserEvent Event, bool ToWatchers)> _waiting = [];

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

    /// <summary>Where a device is connected; null if it is not, or nobody has said so.</summary>
    public IFrontEndObserver? FrontEndOf(string? deviceId) =>
        deviceId is not null && _frontEnds.TryGetValue(deviceId, out var frontEnd) ? frontEnd : null;

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
    public void Tell(UserEvent userEvent) => Add(userEvent, toWatchers: false);

    /// <summary>Tells the user's own devices and everybody who watches, each front-end once.</summary>
    public void TellAll(UserEvent userEvent) => Add(userEvent, toWatchers: true);

    private void Add(UserEvent userEvent, bool toWatchers)
    {
        _waiting = _waiting.Add((userEvent, toWatchers));
        if (_waiting.Length == 1)
            _ = Send();
    }

    private async Task Send()
    {
        // Until the turn that tells is over.
        await Task.Yield();
        var waiting = _waiting;
        _waiting = [];
        var toOwn = waiting.Select(told => told.Event).ToImmutableArray();
        foreach (var frontEnd in _frontEnds.Values.Distinct())
            _ = frontEnd.Notify(toOwn);
        if (waiting.Any(told => told.ToWatchers))
        {
            var toWatchers = waiting.Where(told => told.ToWatchers).Select(told => told.Event).ToImmutableArray();
            _ = _watchers.Notify(watcher => watcher.Notify(toWatchers), watcher => !_frontEnds.ContainsValue(watcher));
        }
    }
}
