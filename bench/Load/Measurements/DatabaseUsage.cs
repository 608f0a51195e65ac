using Npgsql;

namespace OrleansCalls.Load.Measurements;

/// <summary>What a database has done so far.</summary>
/// <param name="Commits">Committed transactions of the database, reads among them.</param>
/// <param name="WalSyncs">How often the cluster's write-ahead log was flushed to disk.</param>
/// <param name="WalBytes">Bytes of write-ahead log.</param>
/// <param name="DiskBytes">What tables and indexes take on disk.</param>
internal readonly record struct DatabaseUsage(double Commits, double WalSyncs, double WalBytes, double DiskBytes)
{
    private const string Sql = """
        SELECT (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database())::float8,
               (SELECT wal_sync FROM pg_stat_wal)::float8,
               (SELECT wal_bytes FROM pg_stat_wal)::float8,
               pg_database_size(current_database())::float8
        """;

    /// <summary>Reads it; backends report about once a second, so wait a little after the last work.</summary>
    public static async Task<DatabaseUsage> Read(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(Sql);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new(reader.GetDouble(0), reader.GetDouble(1), reader.GetDouble(2), reader.GetDouble(3));
    }

    /// <summary>What was done since.</summary>
    public DatabaseUsage Since(DatabaseUsage earlier) =>
        new(Commits - earlier.Commits, WalSyncs - earlier.WalSyncs, WalBytes - earlier.WalBytes, DiskBytes - earlier.DiskBytes);

    /// <summary>The same over another length of time.</summary>
    public DatabaseUsage Scaled(double factor) => new(Commits * factor, WalSyncs * factor, WalBytes * factor, DiskBytes * factor);
}
