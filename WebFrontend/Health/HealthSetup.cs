using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansCalls.Health;

/// <summary>Liveness and readiness (FEATURES K4).</summary>
public static class HealthSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Adds the checks.</summary>
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<DrainCheck>("drain", timeout: Patience)
            .AddCheck<DatabaseCheck>("database", timeout: Patience)
            .AddCheck<ClusterCheck>("cluster", timeout: Patience);
        return services;
    }

    /// <summary>Maps <c>/healthz/live</c>, which asks nobody, and <c>/healthz/ready</c>, which asks everybody.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write });
        routes.MapHealthChecks("/healthz/ready", new HealthCheckOptions { ResponseWriter = Write });
    }

    private static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new HealthBody(
            report.Status == HealthStatus.Healthy ? "ok" : "unavailable",
            report.Entries.ToDictionary(check => check.Key, check => check.Value.Status == HealthStatus.Healthy, StringComparer.Ordinal)),
        context.RequestAborted);

    private sealed record HealthBody(string Status, Dictionary<string, bool> Checks);
}
