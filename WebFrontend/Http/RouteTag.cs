using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace OrleansCalls.Http;

/// <summary>Writes the route and the status of a request on its span, so that a trace is found by what it was for and what came of it.</summary>
public static class RouteTag
{
    /// <summary>Behind routing.</summary>
    public static void UseRouteTag(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route }
            && context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
        {
            span.SetTag("http.route", route);
            context.Response.OnStarting(() =>
            {
                span.SetTag("http.response.status_code", context.Response.StatusCode);
                return Task.CompletedTask;
            });
            span.DisplayName = $"{context.Request.Method} {route}";
        }
        return next(context);
    });
}
