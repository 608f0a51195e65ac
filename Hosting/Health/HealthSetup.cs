using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansCalls.Start;

namespace OrleansCalls.Health;

/// <summary>Liveness and readiness (FEATURES K4).</summary>
public static class HealthSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Adds the checks of every process; each may add its own.</summary>
    public static IHealthChecksBuilder AddHealth(this IServiceCollection services) => services
        .AddSingleton<IRehearsal, GrainRehearsal>().AddSingleton<ClusterCheck>().AddSingleton<RehearsalCheck>()
        .AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", timeout: Patience)
        .AddCheck<ClusterCheck>("cluster", timeout: Patience)
        .AddCheck<RehearsalCheck>("rehearsed", timeout: RehearsalCheck.Patience);

    /// <summary>Maps <c>/healthz/live</c>, which runs no check, and <c>/healthz/ready</c>, which runs all.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write })
            .WithMetadata(Liveness.Mark).Add(Untraced);
        routes.MapHealthChecks("/healthz/ready", new HealthCheckOptions { ResponseWriter = Write }).Add(Untraced);
    }

    /// <summary>Probes hit every process every few seconds, and would be most of a quiet one's traces.</summary>
    private static void Untraced(EndpointBuilder endpoint)
    {
        var next = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = context =>
        {
            if (Activity.Current is { } request)
                request.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return next(context);
        };
    }

    private static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new HealthBody(
            report.Status == HealthStatus.Healthy ? "ok" : "unavailable",
            report.Entries.ToDictionary(check => check.Key, check => check.Value.Status == HealthStatus.Healthy, StringComparer.Ordinal)),
        context.RequestAborted);

    private sealed record HealthBody(string Status, Dictionary<string, bool> Checks);
}
