using System.Collections.Immutable;

namespace OrleansCalls.Presence;

/// <summary>A call's claim on its people before its row is written. For the caller, it counts as an attempt.</summary>
/// <param name="CallId">The call.</param>
/// <param name="InitiatorId">Who calls.</param>
/// <param name="UserIds">Everybody in the call, the caller included, in the order of their ids.</param>
/// <param name="CountsOnly">The claim has already failed at somebody else: count the attempt and claim nobody.</param>
[GenerateSerializer, Immutable, Alias("presence.Reservation")]
public sealed record Reservation(
    [property: Id(0)] string CallId,
    [property: Id(1)] string InitiatorId,
    [property: Id(2)] ImmutableArray<string> UserIds,
    [property: Id(3)] bool CountsOnly = false);
