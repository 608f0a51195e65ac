namespace OrleansCalls.Presence;

/// <summary>
/// What is stored of a user's presence: written when a status is chosen, and when the first device comes or the last one goes.
/// </summary>
public sealed class PresenceSettings
{
    /// <summary>The name of the state and of the storage that keeps it (Orleans' ADO.NET storage, as JSON).</summary>
    public const string StorageName = "presence";

    /// <summary>Online, away, busy or dnd.</summary>
    public PresenceStatus Chosen { get; set; } = PresenceStatus.Online;

    /// <summary>Whether the user had a device when this was written.</summary>
    public bool Attended { get; set; }

    /// <summary>When the last device went.</summary>
    public DateTimeOffset? LastSeen { get; set; }
}
