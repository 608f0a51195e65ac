using OrleansCalls.Http;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>Removes the tries that no longer count. All front-ends do, without getting in each other's way.</summary>
public sealed partial class SignInUpkeep(ISignInTries tries, IClusterClock clock, TimeProvider time, ILogger<SignInUpkeep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await tries.Trim(clock.Now);
            }
            catch (Exception exception) when (Outage.Is(exception))
            {
                LogNotTrimmed(exception.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old sign-in tries were not removed: {Reason}")]
    private partial void LogNotTrimmed(string reason);
}
