namespace OrleansCalls.Hosting;

/// <summary>Waits for silos and database, but not with a wrong setting.</summary>
public sealed partial class ClusterRetry(TimeProvider time, ILogger<ClusterRetry> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private bool _said;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OrleansConfigurationException)
            return false;
        if (!_said)
            LogWaiting(Pause.TotalSeconds, exception.Message);
        _said = true;
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No silo answers yet; asking again every {Seconds} s: {Reason}")]
    private partial void LogWaiting(double seconds, string reason);
}
