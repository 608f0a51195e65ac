namespace OrleansCalls.People;

/// <summary>Who may call whom, as the settings say. <see cref="IUserDirectory"/> answers the same for lists, in its queries.</summary>
public static class CallPolicy
{
    /// <summary>Whether <paramref name="caller"/> knows of <paramref name="callee"/> at all; whom one does not know of does not exist for one.</summary>
    public static bool Sees(PolicyOptions policy, User caller, User callee) =>
        !policy.RequireSameOrganisation || (caller.Organisation is not null && caller.Organisation == callee.Organisation);

    /// <summary>Whether <paramref name="caller"/> may call <paramref name="callee"/>, apart from the channel that they may have to share.</summary>
    public static bool Allows(PolicyOptions policy, User caller, User callee) =>
        caller.Id != callee.Id
        && Sees(policy, caller, callee)
        && (policy.UsersMayCallUsers || caller.Role != UserRole.User || callee.Role != UserRole.User);
}
