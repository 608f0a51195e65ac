namespace OrleansCalls.Calls;

/// <summary>Where one participant stands in a call. The initiator is <see cref="Joined"/> from the start.</summary>
public enum ParticipantStatus
{
    /// <summary>Their devices ring.</summary>
    Ringing,

    /// <summary>In the call, with one bound device.</summary>
    Joined,

    /// <summary>Declined, on whichever device.</summary>
    Declined,

    /// <summary>Did not answer before the ringing ended, for whatever reason.</summary>
    Missed,

    /// <summary>Was in another call, or chose to be busy.</summary>
    Busy,

    /// <summary>Had no device.</summary>
    Offline,

    /// <summary>Was not to be disturbed.</summary>
    Dnd,

    /// <summary>Was in the call and has left.</summary>
    Left,
}
