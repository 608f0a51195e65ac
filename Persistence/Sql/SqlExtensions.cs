using System.Collections.Immutable;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>Commands in one expression.</summary>
internal static class SqlExtensions
{
    /// <summary>A command of the data source with positional parameters.</summary>
    public static NpgsqlCommand Command(this NpgsqlDataSource database, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = database.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>A command on one connection, and its transaction, with positional parameters.</summary>
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>A statement of a batch with positional parameters.</summary>
    public static NpgsqlBatchCommand Statement(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var statement = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            statement.Parameters.Add(parameter);
        return statement;
    }

    /// <summary>Runs a command; how many rows it changed.</summary>
    public static async Task<int> Run(this NpgsqlCommand command)
    {
        await using (command)
            return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a query; the first column of its first row, null if there is none.</summary>
    public static async Task<object?> Single(this NpgsqlCommand command)
    {
        await using (command)
            return await command.ExecuteScalarAsync();
    }

    /// <summary>Runs a query; what is read of each row, in their order.</summary>
    public static async Task<ImmutableArray<T>> All<T>(this NpgsqlCommand command, Func<NpgsqlDataReader, T> read)
    {
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync();
            return await reader.All(read);
        }
    }

    /// <summary>What is read of each row of the rest of the present result.</summary>
    public static async Task<ImmutableArray<T>> All<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read)
    {
        var rows = ImmutableArray.CreateBuilder<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows.ToImmutable();
    }

    /// <summary>A call's id.</summary>
    public static string CallId(this NpgsqlDataReader reader, int ordinal) => reader.GetGuid(ordinal).ToString("D");

    /// <summary>A text column that may be null.</summary>
    public static string? TextOrNull(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    /// <summary>A time column, in UTC.</summary>
    public static DateTimeOffset Time(this NpgsqlDataReader reader, int ordinal) => new(reader.GetDateTime(ordinal), TimeSpan.Zero);

    /// <summary>A time column that may be null, in UTC.</summary>
    public static DateTimeOffset? TimeOrNull(this NpgsqlDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null : reader.Time(ordinal);
}
