using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Calls;

/// <summary>
/// Wakes calls whose deadline has passed while nobody acted on it, because the silo that would have has died.
/// Reminders do the same, but at their own pace: up to a minute late.
/// </summary>
public sealed partial class OverdueCalls(
    ICallIndex calls, IGrainFactory grains, IClusterClock clock, IOptions<CallsOptions> options, ILogger<OverdueCalls> logger)
    : BackgroundService
{
    private const int Batch = 200;

    /// <summary>The call's own timer goes first.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.OverdueInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var overdue = await calls.ReadOverdue(clock.Now - Margin, Batch);
                await Task.WhenAll(overdue.Select(callId => grains.GetGrain<ICallGrain>(GrainKeys.Call(callId)).Wake()));
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Overdue calls could not be woken; trying again")]
    private partial void LogFailed(Exception failure);
}
