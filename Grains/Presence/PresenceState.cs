using System.Collections.Immutable;
using OrleansCalls.Calls;

namespace OrleansCalls.Presence;

/// <summary>What a presence grain knows of its user: in memory, rebuilt from rows and heartbeats.</summary>
public sealed record PresenceState
{
    /// <summary>Whose.</summary>
    public required string UserId { get; init; }

    /// <summary>Until when each device is kept if it is not heard again.</summary>
    public ImmutableDictionary<string, DateTimeOffset> Devices { get; init; } = [];

    /// <summary>
    /// Until when the user is assumed to be there although no device has been heard: they were when the grain was last active, and their
    /// devices have not had a heartbeat's time to report.
    /// </summary>
    public DateTimeOffset AssumedUntil { get; init; }

    /// <summary>Online, away, busy or dnd.</summary>
    public PresenceStatus Chosen { get; init; } = PresenceStatus.Online;

    /// <summary>When a device was last heard.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>The one call the user is in.</summary>
    public LiveCall? Live { get; init; }

    /// <summary>The user's attempts within the rate limit's window, oldest first.</summary>
    public ImmutableArray<CallAttempt> Attempts { get; init; } = [];
}
