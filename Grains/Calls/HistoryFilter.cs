namespace OrleansCalls.Calls;

/// <summary>Which calls of a user's history are wanted.</summary>
public enum HistoryFilter
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those the user made.</summary>
    Outgoing,

    /// <summary>Those made to the user.</summary>
    Incoming,

    /// <summary>Those the user missed.</summary>
    Missed,
}
