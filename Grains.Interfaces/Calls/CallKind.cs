namespace OrleansCalls.Calls;

/// <summary>Between two people, or among the members of a channel.</summary>
public enum CallKind
{
    /// <summary>One caller, one callee.</summary>
    Direct,

    /// <summary>One caller and the members of a channel.</summary>
    Group,
}
