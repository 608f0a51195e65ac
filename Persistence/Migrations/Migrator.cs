using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>Brings a database to the schema of this program: each script once, in order, each in a transaction, one process at a time.</summary>
public sealed partial class Migrator(NpgsqlDataSource database, ILogger<Migrator> logger, IReadOnlyList<MigrationScript> scripts)
{
    // Chosen once at random; every process that migrates must use the same.
    private const long LockKey = 0x0CA1_15C4_E3A0_0001;

    private const int TimeoutSeconds = 600;

    private const string MakeTableSql = """
        create table if not exists schema_version (
            version    int         primary key,
            name       text        not null,
            applied_at timestamptz not null default clock_timestamp()
        )
        """;

    /// <summary>With the scripts of this program.</summary>
    public Migrator(NpgsqlDataSource database, ILogger<Migrator> logger) : this(database, logger, MigrationScript.All)
    {
    }

    /// <summary>Applies what is missing; one short read when nothing is.</summary>
    /// <exception cref="DatabaseTooNewException">The database has a version that this program does not know.</exception>
    public async Task Migrate(CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (IsCurrent(await ReadVersion(connection, cancellation)))
            return;
        await Execute(connection, "select pg_advisory_lock($1)", cancellation, Param.Long(LockKey));
        try
        {
            await MakeTable(connection, cancellation);
            var version = await ReadVersion(connection, cancellation);
            IsCurrent(version);
            foreach (var script in scripts.Where(script => script.Version > version))
                await Apply(connection, script, cancellation);
        }
        finally
        {
            // Not with the caller's token: the connection goes back to the pool, and the lock must not go with it.
            await Execute(connection, "select pg_advisory_unlock($1)", CancellationToken.None, Param.Long(LockKey));
        }
    }

    private bool IsCurrent(int version)
    {
        var known = scripts.Count == 0 ? 0 : scripts[^1].Version;
        return version > known ? throw new DatabaseTooNewException(version, known) : version == known;
    }

    private static async Task<int> ReadVersion(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand("select to_regclass('schema_version') is not null", connection);
        if (!(bool)(await exists.ExecuteScalarAsync(cancellation))!)
            return 0;
        await using var command = new NpgsqlCommand("select coalesce(max(version), 0) from schema_version", connection);
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private static Task MakeTable(NpgsqlConnection connection, CancellationToken cancellation) =>
        Execute(connection, MakeTableSql, cancellation);

    private async Task Apply(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute(connection, script.Sql, cancellation);
        await Execute(
            connection,
            "insert into schema_version (version, name) values ($1, $2)",
            cancellation,
            Param.Int(script.Version),
            Param.Text(script.Name));
        await transaction.CommitAsync(cancellation);
        LogApplied(script.Version, script.Name);
    }

    private static async Task Execute(
        NpgsqlConnection connection, string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        command.CommandTimeout = TimeoutSeconds;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied migration {Version} {Name} to the database.")]
    private partial void LogApplied(int version, string name);
}
