namespace OrleansCalls.Calls;

/// <summary>Which calls of a user's history are wanted.</summary>
public enum HistoryFilter
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those that the user made.</summary>
    Outgoing,

    /// <summary>Those that were made to the user.</summary>
    Incoming,

    /// <summary>Those that the user missed.</summary>
    Missed,
}
