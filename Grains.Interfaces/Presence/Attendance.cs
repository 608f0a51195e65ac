namespace OrleansCalls.Presence;

/// <summary>What a device gets back for a heartbeat.</summary>
/// <param name="Presence">The user's presence.</param>
/// <param name="LiveCallId">The call that this user is in or that is ringing, if any.</param>
/// <param name="Refusal">Why the device is not kept: the user has too many.</param>
[GenerateSerializer, Immutable, Alias("presence.Attendance")]
public sealed record Attendance(
    [property: Id(0)] PresenceView Presence, [property: Id(1)] string? LiveCallId, [property: Id(2)] Refusal? Refusal = null);
