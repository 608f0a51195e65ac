using Orleans.Utilities;

namespace OrleansCalls.Presence;

/// <content>Whom to tell: the front-ends of the user's devices, and those whose people watch. All are leases.</content>
public sealed partial class UserPresenceGrain
{
    private readonly Dictionary<string, IFrontEndObserver> _frontEnds = [];
    private ObserverManager<IFrontEndObserver>? _watchers;

    private ObserverManager<IFrontEndObserver> Watchers => _watchers ??= new ObserverManager<IFrontEndObserver>(_options.DeviceLifetime, logger);

    public Task<PresenceView> Watch(IFrontEndObserver frontEnd)
    {
        Watchers.Subscribe(frontEnd, frontEnd);
        return Task.FromResult(PresenceMachine.View(_state, clock.Now));
    }

    public Task Unwatch(IFrontEndObserver frontEnd)
    {
        Watchers.Unsubscribe(frontEnd);
        return Task.CompletedTask;
    }

    /// <summary>Notes where a device is connected. A heartbeat without a socket says nothing of one that the device may have too.</summary>
    private void Register(string deviceId, IFrontEndObserver? frontEnd)
    {
        if (frontEnd is not null)
            _frontEnds[deviceId] = frontEnd;
    }

    private bool IsElsewhere(string deviceId, IFrontEndObserver frontEnd) =>
        _frontEnds.TryGetValue(deviceId, out var known) && !known.Equals(frontEnd);

    private void ForgetFrontEnds()
    {
        foreach (var deviceId in _frontEnds.Keys.Where(deviceId => !_state.Devices.ContainsKey(deviceId)).ToArray())
            _frontEnds.Remove(deviceId);
    }

    /// <summary>Tells the user's own devices: once for each front-end that has one.</summary>
    private void Tell(UserEvent userEvent)
    {
        foreach (var frontEnd in _frontEnds.Values.Distinct())
            _ = frontEnd.Notify(userEvent);
    }

    private void TellWatchers(UserEvent userEvent) => _ = _watchers?.Notify(watcher => watcher.Notify(userEvent), IsNotTold);

    /// <summary>Front-ends that were told already, because the user has a device there.</summary>
    private bool IsNotTold(IFrontEndObserver watcher) => !_frontEnds.ContainsValue(watcher);
}
