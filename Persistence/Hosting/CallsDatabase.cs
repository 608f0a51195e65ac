using Microsoft.Extensions.Logging;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>How this product connects to PostgreSQL.</summary>
internal static class CallsDatabase
{
    /// <summary>The pool that everything shares, except for the commits.</summary>
    public static NpgsqlDataSource Open(string connectionString, PersistenceOptions options, ILoggerFactory logs) =>
        new NpgsqlDataSourceBuilder(Complete(connectionString, options)).UseLoggerFactory(logs).Build();

    /// <summary>
    /// The pool of the commits: a connection per lane that reads cannot take away, on which a statement is planned once. PostgreSQL would
    /// plan a call's write anew each time, which takes longer than the write. As the plan stays, it must suit tables that grow: each row
    /// is found by its key, however few there were at first.
    /// </summary>
    public static NpgsqlDataSource OpenForCommits(string connectionString, PersistenceOptions options, ILoggerFactory logs)
    {
        var settings = new NpgsqlConnectionStringBuilder(Complete(connectionString, options))
        {
            MinPoolSize = 0,
            MaxPoolSize = options.CommitLanes,
            NoResetOnClose = true,
        };
        settings.Options +=
            " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).UseLoggerFactory(logs).Build();
    }

    /// <summary>The connection string with what it leaves open filled in.</summary>
    /// <exception cref="DatabaseStartException">It cannot be read.</exception>
    public static string Complete(string connectionString, PersistenceOptions options)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException error)
        {
            throw new DatabaseStartException(
                $"ConnectionStrings:{PersistenceOptions.ConnectionName} cannot be read ({error.Message}); "
                + "write it like Host=localhost;Database=calls;Username=calls;Password=secret.",
                error);
        }
        Default("Application Name", "OrleansCalls");
        Default("Maximum Pool Size", options.MaxConnections);
        Default("Command Timeout", (int)options.CommandTimeout.TotalSeconds);
        Default("Timeout", (int)options.CommandTimeout.TotalSeconds);
        // Times that PostgreSQL writes as text are UTC, as all of ours.
        Default("Timezone", "UTC");
        Default("Max Auto Prepare", 64);
        Default("Auto Prepare Min Usages", 2);
        // Nothing is set on a connection that the next user must not find, so the reset would be wasted.
        Default("No Reset On Close", true);
        return builder.ConnectionString;

        void Default(string keyword, object value)
        {
            // ContainsKey says whether a keyword exists at all.
            if (!builder.ShouldSerialize(keyword))
                builder[keyword] = value;
        }
    }
}
