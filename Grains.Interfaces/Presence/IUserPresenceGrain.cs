using OrleansCalls.Calls;

namespace OrleansCalls.Presence;

/// <summary>One user: devices, what they are doing, who watches. Its key is <see cref="GrainKeys.User"/>.</summary>
/// <remarks>
/// It never calls a call grain. What the user is doing is rebuilt from the rows of live calls when it activates.
/// Devices, watchers and heartbeats live in memory and are leases: a front-end renews them with <see cref="Heartbeat"/> and
/// <see cref="Watch"/>.
/// </remarks>
[Alias("presence.IUserPresenceGrain")]
public interface IUserPresenceGrain : IGrainWithStringKey
{
    /// <summary>Registers a device and keeps it. Repeat every heartbeat interval.</summary>
    /// <param name="deviceId">The device, chosen by the client and kept by it.</param>
    /// <param name="frontEnd">Where its events go; null for clients without a socket.</param>
    /// <returns>
    /// What the device gets back: a refusal, with the device not kept, if the user has <see cref="CallsOptions.DevicesPerPerson"/> others.
    /// </returns>
    [Alias("Heartbeat")]
    Task<Attendance> Heartbeat(string deviceId, IFrontEndObserver? frontEnd);

    /// <summary>
    /// A device's connection to <paramref name="frontEnd"/> closed. The device is kept for the reload grace, or removed at once when
    /// <paramref name="signedOut"/>. Does nothing if it is on another front-end by now.
    /// </summary>
    /// <returns>
    /// The call that may have been on that device and has to be told; null if there is none or the device is still there.
    /// </returns>
    [Alias("Disconnect")]
    Task<Farewell?> Disconnect(string deviceId, IFrontEndObserver frontEnd, bool signedOut);

    /// <summary>Chooses a status: online, away, busy or dnd.</summary>
    /// <returns>Null, or a refusal for a computed status.</returns>
    [Alias("SetStatus")]
    Task<Refusal?> SetStatus(PresenceStatus status);

    /// <summary>The user's presence now.</summary>
    [Alias("Get")]
    Task<Attendance> Get();

    /// <summary>
    /// Tells <paramref name="frontEnd"/> of presence changes until the lease (the time a silent device is kept) runs out. Repeat to renew.
    /// </summary>
    [Alias("Watch")]
    Task<PresenceView> Watch(IFrontEndObserver frontEnd);

    /// <summary>Ends a <see cref="Watch"/>.</summary>
    [Alias("Unwatch")]
    Task Unwatch(IFrontEndObserver frontEnd);

    /// <summary>
    /// Claims the user for a call and counts the caller's attempt; never blocks. For call grains, in the order of the ids.
    /// </summary>
    [Alias("Reserve")]
    Task<ReservationResult> Reserve(Reservation reservation);

    /// <summary>Releases a reservation if it belongs to that call. For call grains.</summary>
    [Alias("Release")]
    Task Release(string callId);

    /// <summary>
    /// Releases the reservation of a call that the rows did not admit, and reads the rows again. For call grains.
    /// </summary>
    [Alias("Recheck")]
    Task Recheck(string callId);

    /// <summary>Takes over a committed call and tells the user's devices. For call grains.</summary>
    /// <returns>The front-end of the device that the user is in the call with; null if there is none or it is not known.</returns>
    [Alias("Publish")]
    Task<IFrontEndObserver?> Publish(CallView call, CallChange change);

    /// <summary>Passes a signal to one device of the user's, or to all when none is named. For call grains.</summary>
    [Alias("Deliver")]
    Task Deliver(SignalView signal, string? deviceId);

    /// <summary>Counts the unseen missed calls again and tells the user's devices.</summary>
    /// <returns>The count.</returns>
    [Alias("RefreshMissed")]
    Task<int> RefreshMissed();
}
