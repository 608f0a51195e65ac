using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>Sessions in PostgreSQL, found by the hash of their id: reading the table does not let anybody sign in.</summary>
public sealed class SessionStore : ISessionStore
{
    // What has expired is cleared away with the user's next sign-in.
    private const string CreateSql = """
        with kept as (
            select id_hash from sessions
            where user_id = $2 and expires_at > clock_timestamp()
            order by created_at desc
            limit $6
        ), gone as (
            delete from sessions where user_id = $2 and id_hash not in (select id_hash from kept)
        )
        insert into sessions (id_hash, user_id, created_at, expires_at, user_agent)
        values ($1, $2, $3, $4, $5)
        """;

    private const string FindSql = $"""
        select {UserRows.Columns}, s.created_at, s.expires_at, s.id_hash, s.device_id, s.last_used_at
        from sessions s
        join users u on u.id = s.user_id
        where s.id_hash = any ($1) and s.expires_at > clock_timestamp() and not u.disabled
        """;

    private const string ListSql = """
        select id_hash, created_at, coalesce(last_used_at, created_at), expires_at, device_id, user_agent
        from sessions
        where user_id = $1 and expires_at > clock_timestamp()
        order by created_at desc, id_hash
        """;

    private const string TouchSql = """
        update sessions s
        set last_used_at = greatest(s.last_used_at, u.at), device_id = coalesce(u.device_id, s.device_id)
        from unnest($1::bytea[], $2::timestamptz[], $3::text[]) as u (id_hash, at, device_id)
        where s.id_hash = u.id_hash
        """;

    private readonly NpgsqlDataSource _database;
    private readonly BatchLoader<string, SignedIn> _sessions;

    /// <summary>Over a database.</summary>
    public SessionStore(NpgsqlDataSource database)
    {
        _database = database;
        _sessions = new(async ids => (await Find(ids)).ToDictionary(signedIn => signedIn.Session.Id, StringComparer.Ordinal));
    }

    /// <exception cref="ArgumentException">There is no such user, or the id is not new.</exception>
    public async Task Create(Session session, string? userAgent = null, int keep = int.MaxValue)
    {
        try
        {
            await _database.Command(
                CreateSql,
                Hash(session.Id),
                Param.Text(session.UserId),
                Param.Time(session.CreatedAt),
                Param.Time(session.ExpiresAt),
                Param.Text(userAgent),
                Param.Int(keep - 1)).Run();
        }
        catch (PostgresException error)
            when (error.SqlState is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.UniqueViolation)
        {
            throw new ArgumentException($"There is no user '{session.UserId}', or the session is not new.", nameof(session), error);
        }
    }

    public async Task<ImmutableArray<SignedIn>> Find(IReadOnlyCollection<string> sessionIds)
    {
        var byHash = sessionIds.ToDictionary(id => Convert.ToHexString(HashOf(id)));
        return await _database.Command(FindSql, Param.Bytes(sessionIds.Select(HashOf))).All(row =>
        {
            var user = UserRows.Read(row);
            var id = byHash[Convert.ToHexString(row.GetFieldValue<byte[]>(UserRows.After + 2))];
            var session = new Session(id, user.Id, row.Time(UserRows.After), row.Time(UserRows.After + 1))
            {
                DeviceId = row.TextOrNull(UserRows.After + 3),
                LastUsedAt = row.TimeOrNull(UserRows.After + 4),
            };
            return new SignedIn(session, user);
        });
    }

    public Task<SignedIn?> Find(string sessionId) => _sessions.Load(sessionId);

    public Task<ImmutableArray<ListedSession>> List(string userId) =>
        _database.Command(ListSql, Param.Text(userId)).All(row => new ListedSession(
            Base64Url.EncodeToString(row.GetFieldValue<byte[]>(0)),
            row.Time(1),
            row.Time(2),
            row.Time(3),
            row.TextOrNull(4),
            row.TextOrNull(5)));

    public Task Revoke(string sessionId) => _database.Command("delete from sessions where id_hash = $1", Hash(sessionId)).Run();

    public async Task<bool> RevokeListed(string userId, string listedId)
    {
        if (!Base64Url.IsValid(listedId))
            return false;
        var hash = Param.Bytes(Base64Url.DecodeFromChars(listedId));
        return await _database.Command("delete from sessions where user_id = $1 and id_hash = $2", Param.Text(userId), hash).Run() > 0;
    }

    public Task Touch(IReadOnlyCollection<SessionUse> uses) => _database.Command(
        TouchSql,
        Param.Bytes(uses.Select(use => HashOf(use.SessionId))),
        Param.Times(uses.Select(use => (DateTimeOffset?)use.At)),
        Param.Texts(uses.Select(use => use.DeviceId))).Run();

    /// <summary>The hash under which a session is kept.</summary>
    internal static byte[] HashOf(string sessionId) => SHA256.HashData(Encoding.UTF8.GetBytes(sessionId));

    private static NpgsqlParameter Hash(string sessionId) => Param.Bytes(HashOf(sessionId));
}
