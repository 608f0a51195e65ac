using System.Globalization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrleansCalls.Http;

/// <summary>Problem details for everything that goes wrong, and the JSON of everything that does not.</summary>
public static class Problems
{
    /// <summary>Adds the product's JSON and its problem details.</summary>
    public static IServiceCollection AddWire(this IServiceCollection services)
    {
        services.Configure<JsonOptions>(options => WireJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RefusalTally>();
        services.AddHostedService(provider => provider.GetRequiredService<RefusalTally>());
        services.AddExceptionHandler<ProblemExceptionHandler>();
        return services;
    }

    /// <summary>Answers exceptions and bare error statuses with problem details.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app.UseExceptionHandler().UseStatusCodePages();

    /// <summary>Sets Retry-After, in whole seconds and at least one.</summary>
    public static void SetRetryAfter(HttpContext http, TimeSpan wait) => http.Response.Headers.RetryAfter = Seconds(wait);

    /// <summary>A waiting time in whole seconds, rounded up, at least one.</summary>
    public static string Seconds(TimeSpan wait) =>
        Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
