using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>Who there is, from PostgreSQL.</summary>
public sealed class UserDirectory(NpgsqlDataSource database, IOptions<CallsOptions> options) : IUserDirectory
{
    private const string FindSql = $"""
        select {UserRows.Columns}, array(select channel_id from channel_members where user_id = u.id)
        from users u
        where u.id = any ($1) and not u.disabled
        """;

    private const string ChangesSql = "select user_id, version from access_changes where version > $1 order by version";

    private readonly string _pairsSql = $"""
        select caller.id, u.id
        from unnest($1::text[], $2::text[]) as pair (caller_id, user_id)
        join users caller on caller.id = pair.caller_id
        join users u on u.id = pair.user_id
        where {CallableSql.Of(options.Value.Policy)}
        """;

    private readonly string _filterSql = $"""
        select u.id
        from users caller, users u
        where caller.id = $1 and u.id = any ($2) and {CallableSql.Of(options.Value.Policy)}
        """;

    private readonly string _searchSql = $"""
        select {UserRows.Columns}
        from users caller, users u
        where caller.id = $1
          and {CallableSql.Of(options.Value.Policy)}
          and ($2 is null or (u.find_key like $2 and u.find_key like all ($6)))
          and (u.display_key, u.id) > ($3, $4)
        order by u.display_key, u.id
        limit $5
        """;

    public Task<ImmutableArray<DirectoryEntry>> Find(IReadOnlyCollection<string> ids) => database.Command(FindSql, Param.Texts(ids))
        .All(row => new DirectoryEntry(UserRows.Read(row), [.. row.GetFieldValue<string[]>(UserRows.After)]));

    public async Task<UserPage> SearchCallable(string callerId, string? text, string? cursor, int limit)
    {
        var (afterKey, afterId) = UserPages.Decode(cursor);
        var patterns = SearchWords.Patterns(text);
        var users = await database.Command(
            _searchSql,
            Param.Text(callerId),
            Param.Text(patterns.FirstOrDefault()),
            Param.Text(afterKey),
            Param.Text(afterId),
            Param.Int(limit + 1),
            Param.Texts(patterns)).All(UserRows.Read);
        return UserPages.Page(users, limit, UserKeys.DisplayKey);
    }

    public async Task<ImmutableHashSet<string>> FilterCallable(string callerId, IReadOnlyCollection<string> ids) =>
        (await database.Command(_filterSql, Param.Text(callerId), Param.Texts(ids)).All(row => row.GetString(0)))
            .ToImmutableHashSet(StringComparer.Ordinal);

    public async Task<ImmutableHashSet<(string CallerId, string UserId)>> FilterCallable(
        IReadOnlyCollection<(string CallerId, string UserId)> pairs)
    {
        var callers = Param.Texts(pairs.Select(pair => pair.CallerId));
        var callable = await database.Command(_pairsSql, callers, Param.Texts(pairs.Select(pair => pair.UserId)))
            .All(row => (row.GetString(0), row.GetString(1)));
        return [.. callable];
    }

    public async Task<AccessChanges> ChangesSince(long version)
    {
        var changes = await database.Command(ChangesSql, Param.Long(version))
            .All(row => (UserId: row.GetString(0), Version: row.GetInt64(1)));
        return new AccessChanges(changes.IsEmpty ? version : changes[^1].Version, [.. changes.Select(change => change.UserId)]);
    }
}
