using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>
/// Brings a database to the schema of this program: each script once, in order, each in a transaction, one process at a time.
/// </summary>
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
        );
        alter table schema_version add column if not exists breaking boolean not null default false;
        """;

    // Databases of the first versions do not have the column; a row as JSON need not.
    private const string VersionSql = """
        select coalesce(max(version), 0), coalesce(max(version) filter (where (to_jsonb(s) ->> 'breaking')::boolean), 0)
        from schema_version s
        """;

    /// <summary>With the scripts of this program.</summary>
    public Migrator(NpgsqlDataSource database, ILogger<Migrator> logger) : this(database, logger, MigrationScript.All)
    {
    }

    private int Known => scripts.Count == 0 ? 0 : scripts[^1].Version;

    /// <summary>Applies what is missing; one short read when nothing is.</summary>
    /// <exception cref="DatabaseTooNewException">The database has a version that this program cannot run on.</exception>
    public async Task Migrate(CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await ReadVersion(connection, cancellation) >= Known)
            return;
        await Execute(connection, "select pg_advisory_lock($1)", cancellation, Param.Long(LockKey));
        try
        {
            await MakeTable(connection, cancellation);
            var version = await ReadVersion(connection, cancellation);
            foreach (var script in scripts.Where(script => script.Version > version))
                await Apply(connection, script, cancellation);
        }
        finally
        {
            // Not with the caller's token: the connection returns to the pool, and must not take the lock along.
            await Execute(connection, "select pg_advisory_unlock($1)", CancellationToken.None, Param.Long(LockKey));
        }
    }

    /// <summary>Changes nothing; refuses a database that is not up to date.</summary>
    /// <exception cref="DatabaseStartException">
    /// The database is older than this program, or has a version that it cannot run on.
    /// </exception>
    public async Task RequireCurrent(CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var version = await ReadVersion(connection, cancellation);
        if (version < Known)
        {
            throw new DatabaseStartException(
                $"The database has schema version {version}, this program needs {Known}, and Persistence:Migrate is false here: "
                + "start one process of this version with Persistence:Migrate=true and a database user who may make tables, "
                + "then this one again.");
        }
    }

    /// <summary>The version of the database, which may be newer than this program as long as everything since was only added.</summary>
    private async Task<int> ReadVersion(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var exists = new NpgsqlCommand("select to_regclass('schema_version') is not null", connection);
        if (!(bool)(await exists.ExecuteScalarAsync(cancellation))!)
            return 0;
        await using var command = new NpgsqlCommand(VersionSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var (version, breaking) = (reader.GetInt32(0), reader.GetInt32(1));
        if (breaking > Known)
            throw new DatabaseTooNewException(breaking, Known);
        if (version > Known)
            LogNewer(version, Known);
        return version;
    }

    private static Task MakeTable(NpgsqlConnection connection, CancellationToken cancellation) =>
        Execute(connection, MakeTableSql, cancellation);

    private async Task Apply(NpgsqlConnection connection, MigrationScript script, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute(connection, script.Sql, cancellation);
        await Execute(
            connection,
            "insert into schema_version (version, name, breaking) values ($1, $2, $3)",
            cancellation,
            Param.Int(script.Version),
            Param.Text(script.Name),
            Param.Bool(script.IsBreaking));
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

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database has schema version {Version}, newer than this program's {Known}: what was added since is not used here.")]
    private partial void LogNewer(int version, int known);

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied migration {Version} {Name} to the database.")]
    private partial void LogApplied(int version, string name);
}
