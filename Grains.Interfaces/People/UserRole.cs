namespace OrleansCalls.People;

/// <summary>What a user may do.</summary>
public enum UserRole
{
    /// <summary>Calls and is called.</summary>
    User,

    /// <summary>Is there to be called by users.</summary>
    Agent,

    /// <summary>Also administers users, channels and the cluster.</summary>
    Admin,
}
