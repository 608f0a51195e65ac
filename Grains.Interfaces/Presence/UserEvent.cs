using OrleansCalls.Calls;

namespace OrleansCalls.Presence;

/// <summary>What a front-end is told about one of its users. The closed family of everything that is pushed.</summary>
/// <param name="UserId">For a user's own events: whose devices to tell. For <see cref="PresenceChanged"/>: whose presence it is.</param>
[GenerateSerializer, Immutable, Alias("presence.UserEvent")]
public abstract record UserEvent([property: Id(0)] string UserId);

/// <summary>A call of this user's changed; carries the whole call.</summary>
[GenerateSerializer, Immutable, Alias("presence.CallChanged")]
public sealed record CallChanged(string UserId, [property: Id(0)] CallView Call, [property: Id(1)] CallChange Change) : UserEvent(UserId);

/// <summary>A WebRTC signal for one device of this user's, or for all while none is named.</summary>
/// <param name="IsDirect">
/// The call sent it by itself, to where the device was last known to be: a front-end without that device asks the user's presence to
/// deliver it.
/// </param>
[GenerateSerializer, Immutable, Alias("presence.SignalReceived")]
public sealed record SignalReceived(
    string UserId, [property: Id(0)] string? DeviceId, [property: Id(1)] SignalView Signal, [property: Id(2)] bool IsDirect = false)
    : UserEvent(UserId);

/// <summary>The count of unseen missed calls changed.</summary>
[GenerateSerializer, Immutable, Alias("presence.MissedChanged")]
public sealed record MissedChanged(string UserId, [property: Id(0)] int Unseen) : UserEvent(UserId);

/// <summary>A watched user's presence changed.</summary>
[GenerateSerializer, Immutable, Alias("presence.PresenceChanged")]
public sealed record PresenceChanged(string UserId, [property: Id(0)] PresenceView Presence) : UserEvent(UserId);
