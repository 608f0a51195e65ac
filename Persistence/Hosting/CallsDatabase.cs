using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>How this product connects to PostgreSQL.</summary>
internal static class CallsDatabase
{
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
        Default("Max Auto Prepare", 64);
        Default("Auto Prepare Min Usages", 2);
        // Nothing is set on a connection that the next user must not find, so the reset would be wasted.
        Default("No Reset On Close", true);
        return builder.ConnectionString;

        void Default(string keyword, object value)
        {
            if (!builder.ContainsKey(keyword))
                builder[keyword] = value;
        }
    }
}
