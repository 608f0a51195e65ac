using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>Reads the database's clock at intervals; while the database is away the clock runs on.</summary>
internal sealed partial class ClockService : BackgroundService
{
    private readonly DatabaseClock _clock;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly ILogger<ClockService> _logger;

    public ClockService(
        DatabaseClock clock, IOptions<PersistenceOptions> options, IMeterFactory meters, TimeProvider time, ILogger<ClockService> logger)
    {
        _clock = clock;
        _interval = options.Value.ClockInterval;
        _time = time;
        _logger = logger;
        var meter = meters.Create(CommitMetrics.Name);
        meter.CreateObservableGauge(
            "orleanscalls.clock.age", () => clock.Age?.TotalSeconds ?? 0, "s", "How long ago the database's clock was read.");
        meter.CreateObservableGauge(
            "orleanscalls.clock.offset",
            () => clock.Age is null ? 0 : clock.Offset.TotalSeconds,
            "s",
            "By how much the machine's own clock is behind the database's.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await _clock.Refresh(_interval, stoppingToken);
            }
            catch (Exception error) when (error is NpgsqlException or TimeoutException)
            {
                LogAway(_clock.Age?.TotalSeconds ?? 0, error.Message);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "The database's clock was read {AgeSeconds:F0} s ago and cannot be read now: {Reason}")]
    private partial void LogAway(double ageSeconds, string reason);
}
