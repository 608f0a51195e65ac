namespace OrleansCalls.Calls;

/// <summary>What just happened to a call, so that a client need not compare.</summary>
public enum CallChange
{
    /// <summary>It was made.</summary>
    Initiated,

    /// <summary>Somebody answered.</summary>
    Answered,

    /// <summary>Somebody declined, and it goes on.</summary>
    Rejected,

    /// <summary>Anything else, while it lives.</summary>
    Updated,

    /// <summary>It is over.</summary>
    Ended,
}
