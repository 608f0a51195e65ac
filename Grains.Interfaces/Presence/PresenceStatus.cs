namespace OrleansCalls.Presence;

/// <summary>What a user is doing. The last three are computed from the user's live call and cannot be chosen.</summary>
public enum PresenceStatus
{
    /// <summary>No device.</summary>
    Offline,

    /// <summary>There.</summary>
    Online,

    /// <summary>Chosen: there, but away from the screen.</summary>
    Away,

    /// <summary>Chosen: calls are told busy.</summary>
    Busy,

    /// <summary>Chosen: not to be disturbed; calls do not ring.</summary>
    Dnd,

    /// <summary>Calling somebody, who has not answered.</summary>
    Calling,

    /// <summary>Being called.</summary>
    Ringing,

    /// <summary>In an answered call.</summary>
    InCall,
}
