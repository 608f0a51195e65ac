using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>Before anything else starts: waits for the database, migrates it, and reads its clock.</summary>
internal sealed partial class DatabaseStartup(
    Migrator migrator,
    DatabaseClock clock,
    IOptions<PersistenceOptions> options,
    TimeProvider time,
    ILogger<DatabaseStartup> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private bool _prepared;

    public Task StartingAsync(CancellationToken cancellationToken) => Prepare(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => _prepared ? Task.CompletedTask : Prepare(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <exception cref="DatabaseStartException">The database does not let us in, does not answer in time, or is too new.</exception>
    private async Task Prepare(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            try
            {
                if (options.Value.Migrate)
                    await migrator.Migrate(cancellation);
                else
                    await migrator.RequireCurrent(cancellation);
                await clock.Start(cancellation);
                _prepared = true;
                return;
            }
            catch (Exception error) when (IsAway(error))
            {
                if (time.GetElapsedTime(started) >= options.Value.StartTimeout)
                    throw Away(error);
                LogWaiting(error.Message);
            }
            catch (PostgresException error)
            {
                throw Refused(error);
            }
            await Task.Delay(pause, time, cancellation);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static bool IsAway(Exception error) => error switch
    {
        PostgresException refused => CommitFailures.Classify(refused) is CommitFailure.Unavailable or CommitFailure.Broken,
        NpgsqlException or TimeoutException or System.Net.Sockets.SocketException => true,
        _ => false,
    };

    private DatabaseStartException Away(Exception error) => new(
        $"The database of ConnectionStrings:{PersistenceOptions.ConnectionName} has not answered for "
        + $"{options.Value.StartTimeout.TotalSeconds:F0} s ({error.Message}): start it, or correct the setting.",
        error);

    private static DatabaseStartException Refused(PostgresException error) => error.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName => new(
            $"The database refuses the connection of ConnectionStrings:{PersistenceOptions.ConnectionName} ({error.MessageText}): "
            + "correct the setting.",
            error),
        PostgresErrorCodes.InsufficientPrivilege => new(
            $"The user of ConnectionStrings:{PersistenceOptions.ConnectionName} may not make tables ({error.MessageText}): "
            + "grant CREATE on the database and its schema, or start one process as a user who may, "
            + "and the others with Persistence:Migrate=false.",
            error),
        _ => new($"The database could not be prepared: {error.MessageText} ({error.SqlState}).", error),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for the database: {Reason}")]
    private partial void LogWaiting(string reason);
}
