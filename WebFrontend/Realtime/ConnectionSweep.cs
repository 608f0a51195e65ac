using OrleansCalls.Http;
using OrleansCalls.Sessions;

namespace OrleansCalls.Realtime;

/// <summary>Closes connections whose session has ended or whose client does not read what is sent to it (FAULTS 18).</summary>
public sealed partial class ConnectionSweep(
    ConnectionRegistry connections, SessionCache sessions, TimeProvider time, ILogger<ConnectionSweep> logger) : BackgroundService
{
    // Together under the five seconds within which an ended session's sockets must close.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RecheckAfter = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Sweep();
            }
            catch (Exception exception) when (Outage.Is(exception))
            {
                LogNotSwept(exception.Message);
            }
        }
    }

    private async Task Sweep()
    {
        sessions.Trim();
        var ended = await sessions.FindEnded(
            connections.All.Select(connection => connection.SessionId).Distinct(StringComparer.Ordinal), RecheckAfter);
        foreach (var connection in connections.All.Where(connection => ended.Contains(connection.SessionId)))
        {
            LogSessionEnded(connection.UserId, connection.DeviceId);
            connection.Close(sessionOver: true);
        }
        foreach (var connection in connections.All.Where(connection => connection.Outbox.Stalled > StallLimit))
        {
            LogStalled(connection.UserId, connection.DeviceId);
            connection.Close();
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Closed the connection of {UserId} on {DeviceId}: the session has ended")]
    private partial void LogSessionEnded(string userId, string deviceId);

    [LoggerMessage(
        Level = LogLevel.Information, Message = "Closed the connection of {UserId} on {DeviceId}: it does not read what it is sent")]
    private partial void LogStalled(string userId, string deviceId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sessions were not checked: {Reason}")]
    private partial void LogNotSwept(string reason);
}
