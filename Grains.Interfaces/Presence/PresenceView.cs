namespace OrleansCalls.Presence;

/// <summary>A user's presence, as a watcher sees it.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Status">What they are doing.</param>
/// <param name="LastSeen">When a device of theirs was last heard; null if never.</param>
/// <param name="CallId">The live call behind a computed status; to be shown to its participants only.</param>
[GenerateSerializer, Immutable, Alias("presence.PresenceView")]
public sealed record PresenceView(
    [property: Id(0)] string UserId,
    [property: Id(1)] PresenceStatus Status,
    [property: Id(2)] DateTimeOffset? LastSeen,
    [property: Id(3)] string? CallId = null);
