namespace OrleansCalls.People;

/// <summary>Who may call whom, as a condition in SQL and in memory; the two must say the same.</summary>
/// <remarks>Nobody calls themselves, and neither side may be disabled. People without an organisation share none.</remarks>
internal sealed class CallablePolicy(PolicyOptions policy)
{
    /// <summary>The condition on <c>users u</c> (the callee) and <c>users caller</c>.</summary>
    public string Sql { get; } = string.Join(" and ", Conditions(policy));

    /// <summary>Whether the caller may call the callee.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="callee">Who is called.</param>
    /// <param name="shareChannel">Whether the two are members of one channel; asked only when it matters.</param>
    public bool Allows(User caller, User callee, Func<string, string, bool> shareChannel) =>
        caller.Id != callee.Id
        && !caller.Disabled
        && !callee.Disabled
        && (!policy.RequireSameOrganisation || (caller.Organisation is not null && caller.Organisation == callee.Organisation))
        && (policy.UsersMayCallUsers || caller.Role != UserRole.User || callee.Role != UserRole.User)
        && (!policy.RequireSharedChannel || shareChannel(caller.Id, callee.Id));

    private static IEnumerable<string> Conditions(PolicyOptions policy)
    {
        yield return "u.id <> caller.id and not u.disabled and not caller.disabled";
        if (policy.RequireSameOrganisation)
            yield return "u.organisation = caller.organisation";
        if (!policy.UsersMayCallUsers)
            yield return "(u.role <> 'user' or caller.role <> 'user')";
        if (policy.RequireSharedChannel)
            yield return """
                exists (
                    select from channel_members mine
                    join channel_members theirs on theirs.channel_id = mine.channel_id
                    where mine.user_id = caller.id and theirs.user_id = u.id)
                """;
    }
}
