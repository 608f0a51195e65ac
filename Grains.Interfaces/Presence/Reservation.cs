using System.Collections.Immutable;

namespace OrleansCalls.Presence;

/// <summary>A call's claim on a user, made before the call's row is written.</summary>
/// <param name="CallId">The call.</param>
/// <param name="InitiatorId">Who calls.</param>
/// <param name="PeerIds">The other participants.</param>
/// <param name="DeviceId">The device that dials, when the user is the initiator.</param>
[GenerateSerializer, Immutable, Alias("presence.Reservation")]
public sealed record Reservation(
    [property: Id(0)] string CallId,
    [property: Id(1)] string InitiatorId,
    [property: Id(2)] ImmutableArray<string> PeerIds,
    [property: Id(3)] string? DeviceId);
