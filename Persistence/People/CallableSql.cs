namespace OrleansCalls.People;

/// <summary><see cref="CallPolicy"/> in SQL: a condition on <c>users u</c>, the callee, and <c>users caller</c>.</summary>
internal static class CallableSql
{
    /// <summary>The condition.</summary>
    public static string Of(PolicyOptions policy) => string.Join(" and ", Conditions(policy));

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
