namespace OrleansCalls.Presence;

/// <summary>What became of a reservation.</summary>
public enum ReservationOutcome
{
    /// <summary>The user is this call's until it ends or the reservation runs out.</summary>
    Reserved,

    /// <summary>The user has no device.</summary>
    Offline,

    /// <summary>The user is in another call, or chose to be busy.</summary>
    Busy,

    /// <summary>The user is not to be disturbed.</summary>
    Dnd,

    /// <summary>Somebody else's call among the same people came first: answer that one.</summary>
    Glare,

    /// <summary>The same two people are in an older call: supersede it.</summary>
    Supersede,

    /// <summary>The user has called too often.</summary>
    RateLimited,
}
