namespace OrleansCalls.Presence;

/// <summary>The answer to a reservation.</summary>
/// <param name="Outcome">Whether the user is reserved, or why not.</param>
/// <param name="OtherCallId">The call that stands in the way, if one does.</param>
[GenerateSerializer, Immutable, Alias("presence.ReservationResult")]
public sealed record ReservationResult([property: Id(0)] ReservationOutcome Outcome, [property: Id(1)] string? OtherCallId = null);
