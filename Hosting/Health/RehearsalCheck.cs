using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OrleansCalls.Start;

namespace OrleansCalls.Health;

/// <summary>
/// Whether what the first call needs has been rehearsed: begun by the first probe after the cluster answers, done a moment later, and never
/// tried again.
/// </summary>
public sealed partial class RehearsalCheck(ClusterCheck cluster, IEnumerable<IRehearsal> rehearsals, ILogger<RehearsalCheck> logger)
    : IHealthCheck
{
    /// <summary>For how long a rehearsal, and a probe that waits for them all, has time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Task? _rehearsal;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (_rehearsal is null && (await cluster.CheckHealthAsync(context, cancellationToken)).Status != HealthStatus.Healthy)
            return HealthCheckResult.Unhealthy("The cluster does not answer yet.");
        Task rehearsal;
        lock (_gate)
            rehearsal = _rehearsal ??= Task.Run(RunAll);
        // Still going when the probe's time is up is no error: the next probe asks again.
        await rehearsal.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return rehearsal.IsCompleted ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The rehearsal is not over yet.");
    }

    private async Task RunAll()
    {
        foreach (var rehearsal in rehearsals)
        {
            try
            {
                await rehearsal.Run().WaitAsync(Patience);
            }
            catch (Exception failure)
            {
                LogFailed(failure, rehearsal.GetType().Name);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rehearsal} failed; the first call may be slower")]
    private partial void LogFailed(Exception failure, string rehearsal);
}
