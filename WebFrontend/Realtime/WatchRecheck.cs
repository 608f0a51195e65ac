using OrleansCalls.Http;
using OrleansCalls.People;

namespace OrleansCalls.Realtime;

/// <summary>
/// Looks whose rights have changed, wherever that was done, and has the watches checked again that it concerns (FAULTS 25).
/// </summary>
public sealed partial class WatchRecheck(WatchList watches, IUserDirectory users, TimeProvider time, ILogger<WatchRecheck> logger)
    : BackgroundService
{
    // One small read; what follows from it is to be done within five seconds of the change.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private long _version;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await Look();
            }
            catch (Exception exception) when (Outage.Is(exception))
            {
                LogNotChecked(exception.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Look()
    {
        var changes = await users.ChangesSince(_version);
        if (!changes.UserIds.IsEmpty)
            await watches.Recheck(changes.UserIds);
        _version = changes.Version;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Who may watch whom was not checked again; it is tried again in a second: {Reason}")]
    private partial void LogNotChecked(string reason);
}
