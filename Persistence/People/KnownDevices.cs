using System.Security.Cryptography;
using System.Text;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>Known devices in PostgreSQL, found by the hash of their token: reading the table does not let anybody pose as one.</summary>
public sealed class KnownDevices(NpgsqlDataSource database) : IKnownDevices
{
    private const string FindSql = """
        select d.token_hash
        from known_devices d
        join users u on u.id = d.user_id
        where u.username_key = $1 and d.token_hash = any ($2) and d.expires_at > $3
        limit 1
        """;

    private const string RememberSql = """
        with kept as (
            select token_hash from known_devices
            where user_id = $2 and token_hash is distinct from $4 and expires_at > $5
            order by expires_at desc
            limit $6
        ), gone as (
            delete from known_devices where user_id = $2 and token_hash not in (select token_hash from kept)
        )
        insert into known_devices (token_hash, user_id, expires_at) values ($1, $2, $3)
        """;

    public async Task<string?> Find(string username, IReadOnlyCollection<string> tokens, DateTimeOffset now)
    {
        if (tokens.Count == 0)
            return null;
        var hashes = Param.Bytes(tokens.Select(HashOf));
        return await database.Command(FindSql, Param.Text(UsernameKey.Of(username)), hashes, Param.Time(now)).Single() is byte[] found
            ? tokens.First(token => HashOf(token).AsSpan().SequenceEqual(found))
            : null;
    }

    public Task Remember(KnownDevice device, string? replaced, int keep, DateTimeOffset now) => database.Command(
        RememberSql,
        Param.Bytes(HashOf(device.Token)),
        Param.Text(device.UserId),
        Param.Time(device.ExpiresAt),
        Param.Bytes(replaced is null ? null : HashOf(replaced)),
        Param.Time(now),
        Param.Int(keep - 1)).Run();

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
