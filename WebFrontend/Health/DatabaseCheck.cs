using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansCalls.People;

namespace OrleansCalls.Health;

/// <summary>Whether what is kept can be read.</summary>
public sealed class DatabaseCheck(IAccountStore accounts) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await accounts.IsEmpty().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception)
        {
            return HealthCheckResult.Unhealthy("The database does not answer.", exception);
        }
    }
}
