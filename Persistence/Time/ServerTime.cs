using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>Asks PostgreSQL for its time.</summary>
internal static class ServerTime
{
    /// <summary>The time of the database's server.</summary>
    public static async Task<DateTimeOffset> Read(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select clock_timestamp()");
        return new DateTimeOffset((DateTime)(await command.ExecuteScalarAsync(cancellation))!, TimeSpan.Zero);
    }
}
