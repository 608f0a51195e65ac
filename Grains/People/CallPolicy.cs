namespace OrleansCalls.People;

/// <summary>Who may call whom, as the settings say. <see cref="IUserDirectory"/> answers the same for lists, in its queries.</summary>
public static class CallPolicy
{
    /// <summary>Whether <paramref name="caller"/> may call <paramref name="callee"/>, apart from the channel that they may have to share.</summary>
    public static bool Allows(PolicyOptions policy, User caller, User callee) =>
        caller.Id != callee.Id
        && (!policy.RequireSameOrganisation || (caller.Organisation is not null && caller.Organisation == callee.Organisation))
        && (policy.UsersMayCallUsers || caller.Role != UserRole.User || callee.Role != UserRole.User);
}
