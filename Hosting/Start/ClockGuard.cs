using Microsoft.Extensions.Options;
using OrleansCalls.Hosting;
using OrleansCalls.Persistence;

namespace OrleansCalls.Start;

/// <summary>
/// Refuses to start with a clock far from the database's, and warns if it drifts there later. Calls' deadlines follow the database's clock
/// in any case; signs of life between silos, sessions and certificates do not.
/// </summary>
internal sealed partial class ClockGuard(
    DatabaseClock clock, IOptions<ClusterTimingOptions> options, TimeProvider time, ILogger<ClockGuard> logger)
    : BackgroundService, IStartGuard
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private TimeSpan Limit => options.Value.MaxClockSkew;

    public Task Check(CancellationToken cancellation) => IsOff(clock.Offset)
        ? throw new StartRefusedException(
            $"This machine's clock is {Describe(clock.Offset)} the database's, and Cluster:MaxClockSkew allows {Limit.TotalSeconds:0.#} s: "
            + "set the clock (timedatectl set-ntp true), or the database server's if that is the wrong one.")
        : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var offset = clock.Offset;
            if (IsOff(offset))
                LogOff(Describe(offset), Limit.TotalSeconds);
        }
    }

    private bool IsOff(TimeSpan offset) => offset.Duration() > Limit;

    private static string Describe(TimeSpan offset) =>
        $"{offset.Duration().TotalSeconds:0.#} s {(offset > TimeSpan.Zero ? "behind" : "ahead of")}";

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "This machine's clock is {Offset} the database's, and {LimitSeconds} s are allowed: set it")]
    private partial void LogOff(string offset, double limitSeconds);
}
