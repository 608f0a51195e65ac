using Microsoft.Extensions.Options;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>Says whether the database can be written just now. For readiness.</summary>
public sealed class DatabaseProbe
{
    private readonly NpgsqlDataSource? _database;
    private readonly TimeSpan _timeout;

    internal DatabaseProbe(NpgsqlDataSource? database, IOptions<PersistenceOptions> options)
    {
        _database = database;
        _timeout = options.Value.ProbeTimeout;
    }

    /// <summary>
    /// Asks the database a trivial question, for no longer than <see cref="PersistenceOptions.ProbeTimeout"/>; memory always answers.
    /// </summary>
    /// <returns>Null when it answers, or why it does not.</returns>
    public async Task<string?> Check(CancellationToken cancellation = default)
    {
        if (_database is null)
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        try
        {
            await using var command = _database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(limit.Token);
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"The database has not answered for {_timeout.TotalSeconds:0.#} s.";
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or System.Net.Sockets.SocketException)
        {
            return "The database does not answer: " + error.Message;
        }
    }
}
