namespace OrleansCalls.Calls;

/// <summary>What is counted separately, so that too much of one does not block the others.</summary>
public enum RateKind
{
    /// <summary>Commands to calls, and what else is written or told to others.</summary>
    Command,

    /// <summary>WebRTC signals.</summary>
    Signal,

    /// <summary>What keeps a client up to date: heartbeats, snapshots, whom it watches.</summary>
    Upkeep,
}
