namespace OrleansCalls.People;

/// <summary>Who may call whom, by the settings. <c>CallableSql</c> says the same for lists; a test keeps the two in step.</summary>
public static class CallPolicy
{
    /// <summary>Why <paramref name="caller"/> may not call <paramref name="callee"/>; null when they may. Either may be nobody.</summary>
    /// <remarks>People one may not know of are refused as if they did not exist.</remarks>
    public static Refusal? WhyNot(PolicyOptions policy, DirectoryEntry? caller, DirectoryEntry? callee)
    {
        if (caller is null || callee is null || !Sees(policy, caller.User, callee.User))
            return Refusal.UserNotFound;
        return caller.User.Id != callee.User.Id
            && (policy.UsersMayCallUsers || caller.User.Role != UserRole.User || callee.User.Role != UserRole.User)
            && (!policy.RequireSharedChannel || caller.ChannelIds.Overlaps(callee.ChannelIds))
                ? null
                : new Refusal(RefusalCodes.Forbidden, "You may not call this person.");
    }

    /// <summary>People without an organisation share none.</summary>
    private static bool Sees(PolicyOptions policy, User caller, User callee) =>
        !caller.Disabled
        && !callee.Disabled
        && (!policy.RequireSameOrganisation || (caller.Organisation is not null && caller.Organisation == callee.Organisation));
}
