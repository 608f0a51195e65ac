namespace OrleansCalls.Calls;

/// <summary>Why a call ended: a closed list.</summary>
public enum EndReason
{
    /// <summary>Hung up after it was answered, or the longest duration was reached.</summary>
    Completed,

    /// <summary>The callee declined.</summary>
    Rejected,

    /// <summary>Nobody answered before the ring's deadline.</summary>
    Missed,

    /// <summary>The caller hung up before an answer.</summary>
    Cancelled,

    /// <summary>The callee is in another call, or chose to be busy.</summary>
    Busy,

    /// <summary>The callee has no device.</summary>
    Offline,

    /// <summary>The callee is not to be disturbed.</summary>
    Dnd,

    /// <summary>A leg's media or device was lost for longer than the grace.</summary>
    Dropped,

    /// <summary>Answered, but media was never set up.</summary>
    Failed,

    /// <summary>Replaced by a newer call between the same people.</summary>
    Superseded,
}
