using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>Reads the database's clock again and again; while the database is away the clock runs on.</summary>
internal sealed partial class ClockService(
    DatabaseClock clock, IOptions<PersistenceOptions> options, TimeProvider time, ILogger<ClockService> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = options.Value.ClockInterval;
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await clock.Refresh(interval, stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException)
            {
                LogAway(clock.Age?.TotalSeconds ?? 0, error.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database's clock was read {AgeSeconds:F0} s ago and cannot be read now: {Reason}")]
    private partial void LogAway(double ageSeconds, string reason);
}
