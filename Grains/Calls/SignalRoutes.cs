using System.Collections.Immutable;
using OrleansCalls.Presence;

namespace OrleansCalls.Calls;

/// <summary>
/// The way of a call's signals: straight to the front-end where the receiver's device was when a change was last published, else through
/// the receiver's presence, which always knows.
/// </summary>
internal sealed class SignalRoutes(IGrainFactory grains)
{
    private readonly Dictionary<string, (string DeviceId, IFrontEndObserver FrontEnd)> _known = new(StringComparer.Ordinal);

    /// <summary>Notes where a participant's device is.</summary>
    public void Note(Participant person, IFrontEndObserver? frontEnd)
    {
        if (frontEnd is null || person.DeviceId is null)
            Forget(person.UserId);
        else
            _known[person.UserId] = (person.DeviceId, frontEnd);
    }

    /// <summary>The device may be elsewhere by now.</summary>
    public void Forget(string userId) => _known.Remove(userId);

    /// <summary>Sends signals, in order, to the device that somebody is in the call with.</summary>
    public async Task Deliver(ImmutableArray<SignalView> signals, string userId, string? deviceId)
    {
        if (deviceId is not null && _known.TryGetValue(userId, out var known) && known.DeviceId == deviceId)
        {
            _ = known.FrontEnd.Notify([.. signals.Select(signal => new SignalReceived(userId, deviceId, signal, IsDirect: true))]);
            return;
        }
        foreach (var signal in signals)
            await grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId)).Deliver(signal, deviceId);
    }
}
