using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>Sessions in PostgreSQL, found by the hash of their id: whoever reads the table cannot sign in with it.</summary>
public sealed class SessionStore : ISessionStore
{
    // What has expired is cleared away with the user's next sign-in.
    private const string CreateSql = """
        with expired as (delete from sessions where user_id = $2 and expires_at <= clock_timestamp())
        insert into sessions (id_hash, user_id, created_at, expires_at)
        values ($1, $2, $3, $4)
        """;

    private const string FindSql = $"""
        select {UserRows.Columns}, s.created_at, s.expires_at, s.id_hash
        from sessions s
        join users u on u.id = s.user_id
        where s.id_hash = any ($1) and s.expires_at > clock_timestamp() and not u.disabled
        """;

    private readonly NpgsqlDataSource _database;
    private readonly BatchLoader<string, SignedIn> _sessions;

    /// <summary>Over a database.</summary>
    public SessionStore(NpgsqlDataSource database)
    {
        _database = database;
        _sessions = new(async ids => (await Find(ids)).ToDictionary(signedIn => signedIn.Session.Id, StringComparer.Ordinal));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no such user, or the id is not new.</exception>
    public async Task Create(Session session)
    {
        await using var command = _database.Command(
            CreateSql, Hash(session.Id), Param.Text(session.UserId), Param.Time(session.CreatedAt), Param.Time(session.ExpiresAt));
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.UniqueViolation)
        {
            throw new ArgumentException($"There is no user '{session.UserId}', or the session is not new.", nameof(session), error);
        }
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<SignedIn>> Find(IReadOnlyCollection<string> sessionIds)
    {
        var byHash = sessionIds.ToDictionary(id => Convert.ToHexString(HashOf(id)));
        await using var command = _database.Command(FindSql, Param.Bytes(sessionIds.Select(HashOf)));
        await using var reader = await command.ExecuteReaderAsync();
        var found = ImmutableArray.CreateBuilder<SignedIn>(sessionIds.Count);
        while (await reader.ReadAsync())
        {
            var user = UserRows.Read(reader);
            var id = byHash[Convert.ToHexString(reader.GetFieldValue<byte[]>(UserRows.After + 2))];
            found.Add(new SignedIn(new Session(id, user.Id, reader.Time(UserRows.After), reader.Time(UserRows.After + 1)), user));
        }
        return found.ToImmutable();
    }

    /// <inheritdoc/>
    public Task<SignedIn?> Find(string sessionId) => _sessions.Load(sessionId);

    /// <inheritdoc/>
    public async Task Revoke(string sessionId)
    {
        await using var command = _database.Command("delete from sessions where id_hash = $1", Hash(sessionId));
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlParameter Hash(string sessionId) => Param.Bytes(HashOf(sessionId));

    private static byte[] HashOf(string sessionId) => SHA256.HashData(Encoding.UTF8.GetBytes(sessionId));
}
