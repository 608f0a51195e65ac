using System.Security.Cryptography;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>The secret that the processes of a cluster share: the first process to bring one sets it.</summary>
public sealed class ClusterSecrets(NpgsqlDataSource database)
{
    // The secret is long and random; if not, only the work of guessing protects it.
    private const int Iterations = 200_000;

    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    private const string SetSql = "insert into cluster_secrets (cluster_id, salt, hash) values ($1, $2, $3) on conflict do nothing";
    private const string ReadSql = "select salt, hash from cluster_secrets where cluster_id = $1";

    /// <summary>Whether a process with this secret, or with none, belongs to the cluster.</summary>
    public async Task<bool> Accepts(string clusterId, string? secret, CancellationToken cancellation = default)
    {
        if (secret is not null)
        {
            var salt = RandomNumberGenerator.GetBytes(SaltBytes);
            await using var set = database.Command(SetSql, Param.Text(clusterId), Param.Bytes(salt), Param.Bytes(Hash(secret, salt)));
            await set.ExecuteNonQueryAsync(cancellation);
        }

        await using var read = database.Command(ReadSql, Param.Text(clusterId));
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        if (!await reader.ReadAsync(cancellation))
            return true;
        return secret is not null
            && CryptographicOperations.FixedTimeEquals(Hash(secret, reader.GetFieldValue<byte[]>(0)), reader.GetFieldValue<byte[]>(1));
    }

    private static byte[] Hash(string secret, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
}
