using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansCalls.Realtime;

namespace OrleansCalls.Health;

/// <summary>Whether new connections are accepted: not once the process has been told to stop.</summary>
public sealed class DrainCheck(Drain drain) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(drain.IsDraining ? HealthCheckResult.Unhealthy("Draining.") : HealthCheckResult.Healthy());
}
