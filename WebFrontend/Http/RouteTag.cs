using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace OrleansCalls.Http;

/// <summary>Tags a request's span with its route and status, so that traces can be found by purpose and outcome.</summary>
public static class RouteTag
{
    /// <summary>Adds it, behind routing.</summary>
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
