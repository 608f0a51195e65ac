using System.Collections.Immutable;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>Accounts in PostgreSQL.</summary>
public sealed class AccountStore(NpgsqlDataSource database) : IAccountStore
{
    private const string ByUsernameSql = $"select {UserRows.Columns}, u.password_hash from users u where u.username_key = $1";

    private const string ByIdSql = $"select {UserRows.Columns}, u.password_hash from users u where u.id = $1";

    private const string ListSql = $"""
        select {UserRows.Columns}
        from users u
        where ($1 is null or (u.find_key like $1 and u.find_key like all ($5))) and (u.username_key, u.id) > ($2, $3)
        order by u.username_key, u.id
        limit $4
        """;

    // Taken names are left out here; the caller sees what is missing and rolls everything back.
    private const string CreateSql = """
        insert into users
            (id, username, username_key, display_name, display_key, search_key, email,
             avatar_url, role, organisation, password_hash, disabled)
        select *
        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                    $11::text[], $12::boolean[])
        on conflict do nothing
        returning id
        """;

    private const string LockSql = "select password_hash from users where id = $1 for update";

    private const string UpdateSql = """
        update users
        set username = $2, username_key = $3, display_name = $4, display_key = $5, search_key = $6, email = $7, avatar_url = $8,
            role = $9, organisation = $10, password_hash = $11, disabled = $12
        where id = $1
        """;

    private const string RehashSql = "update users set password_hash = $3 where id = $1 and password_hash = $2";

    private const string ChangePasswordSql = "update users set password_hash = $2 where id = $1";

    private const string EndOtherSessionsSql = "delete from sessions where user_id = $1 and id_hash <> $2";

    private const string EndSessionsSql = "delete from sessions where user_id = $1";

    private const string ForgetDevicesSql = "delete from known_devices where user_id = $1";

    public Task<Account?> FindByUsername(string username) => FindOne(ByUsernameSql, UsernameKey.Of(username));

    public Task<Account?> FindById(string id) => FindOne(ByIdSql, id);

    public async Task<bool> IsEmpty()
    {
        await using var command = database.Command("select not exists (select from users)");
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    /// <remarks>A name that occurs twice in the request counts as taken, and so does that of an account whose id exists.</remarks>
    public async Task<ImmutableArray<string>> Create(IReadOnlyList<Account> accounts)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var made = (await connection.Command(
            CreateSql,
            Param.Texts(accounts.Select(account => account.User.Id)),
            Param.Texts(accounts.Select(account => account.User.Username)),
            Param.Texts(accounts.Select(account => account.User.UsernameKey())),
            Param.Texts(accounts.Select(account => account.User.DisplayName)),
            Param.Texts(accounts.Select(account => account.User.DisplayKey())),
            Param.Texts(accounts.Select(account => account.User.SearchKey())),
            Param.Texts(accounts.Select(account => account.User.Email)),
            Param.Texts(accounts.Select(account => account.User.AvatarUrl)),
            Param.Texts(accounts.Select(account => account.User.Role.ToText())),
            Param.Texts(accounts.Select(account => account.User.Organisation)),
            Param.Texts(accounts.Select(account => account.PasswordHash)),
            Param.Bools(accounts.Select(account => account.User.Disabled))).All(row => row.GetString(0))).ToHashSet(StringComparer.Ordinal);
        if (made.Count < accounts.Count)
        {
            await transaction.RollbackAsync();
            return [.. accounts.Where(account => !made.Remove(account.User.Id)).Select(account => account.User.Username)
                .Distinct(StringComparer.Ordinal)];
        }
        await transaction.CommitAsync();
        return [];
    }

    public async Task<UserPage> List(string? text, string? cursor, int limit)
    {
        var (afterKey, afterId) = UserPages.Decode(cursor);
        var patterns = SearchWords.Patterns(text);
        var users = await database.Command(
            ListSql,
            Param.Text(patterns.FirstOrDefault()),
            Param.Text(afterKey),
            Param.Text(afterId),
            Param.Int(limit + 1),
            Param.Texts(patterns)).All(UserRows.Read);
        return UserPages.Page(users, limit, UserKeys.UsernameKey);
    }

    public Task Rehash(string id, string from, string to) =>
        database.Command(RehashSql, Param.Text(id), Param.Text(from), Param.Text(to)).Run();

    public async Task<bool> ChangePassword(string id, string from, string to, string keptSessionId)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (await connection.Command(LockSql, Param.Text(id)).Single() as string != from)
            return false;
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(SqlExtensions.Statement(ChangePasswordSql, Param.Text(id), Param.Text(to)));
        batch.BatchCommands.Add(SqlExtensions.Statement(
            EndOtherSessionsSql, Param.Text(id), Param.Bytes(SessionStore.HashOf(keptSessionId))));
        batch.BatchCommands.Add(SqlExtensions.Statement(ForgetDevicesSql, Param.Text(id)));
        await batch.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return true;
    }

    /// <exception cref="UsernameTakenException">Another account has the new user name.</exception>
    public async Task<bool> Update(Account account)
    {
        var user = account.User;
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // Sessions refer to the user's row: while it is locked none can be added.
        if (await connection.Command(LockSql, Param.Text(user.Id)).Single() is not { } passwordHash)
            return false;
        try
        {
            await connection.Command(
                UpdateSql,
                Param.Text(user.Id),
                Param.Text(user.Username),
                Param.Text(user.UsernameKey()),
                Param.Text(user.DisplayName),
                Param.Text(user.DisplayKey()),
                Param.Text(user.SearchKey()),
                Param.Text(user.Email),
                Param.Text(user.AvatarUrl),
                Param.Text(user.Role.ToText()),
                Param.Text(user.Organisation),
                Param.Text(account.PasswordHash),
                Param.Bool(user.Disabled)).Run();
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new UsernameTakenException(user.Username);
        }
        if (user.Disabled || account.PasswordHash != passwordHash as string)
        {
            await connection.Command(EndSessionsSql, Param.Text(user.Id)).Run();
            await connection.Command(ForgetDevicesSql, Param.Text(user.Id)).Run();
        }
        await transaction.CommitAsync();
        return true;
    }

    private async Task<Account?> FindOne(string sql, string key) => (await database.Command(sql, Param.Text(key))
        .All(row => new Account(UserRows.Read(row), row.TextOrNull(UserRows.After)))).SingleOrDefault();
}
