using Microsoft.Extensions.Options;
using OrleansCalls.Http;

namespace OrleansCalls.Realtime;

/// <summary>Renews the leases of everybody who is watched, once in every heartbeat interval.</summary>
public sealed partial class WatchRenewal(WatchList watches, IOptions<CallsOptions> options, TimeProvider time, ILogger<WatchRenewal> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.HeartbeatInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await watches.Renew();
            }
            catch (Exception exception) when (Outage.Is(exception))
            {
                LogNotRenewed(exception.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Watches were not renewed and are tried again with the next heartbeat: {Reason}")]
    private partial void LogNotRenewed(string reason);
}
