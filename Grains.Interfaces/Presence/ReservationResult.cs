namespace OrleansCalls.Presence;

/// <summary>The answer to a reservation.</summary>
/// <param name="Outcome">Whether the user is reserved, or why not.</param>
/// <param name="OtherCallId">The call that stands in the way, if one does.</param>
/// <param name="Wait">How long until the next attempt, if there were too many.</param>
[GenerateSerializer, Immutable, Alias("presence.ReservationResult")]
public sealed record ReservationResult(
    [property: Id(0)] ReservationOutcome Outcome, [property: Id(1)] string? OtherCallId = null, [property: Id(2)] TimeSpan? Wait = null);
