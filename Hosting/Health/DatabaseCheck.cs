using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansCalls.Persistence;

namespace OrleansCalls.Health;

/// <summary>Whether the database can be reached.</summary>
public sealed class DatabaseCheck(DatabaseProbe probe) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await probe.Check(cancellationToken) is { } reason ? HealthCheckResult.Unhealthy(reason) : HealthCheckResult.Healthy();
}
