using Microsoft.AspNetCore.Antiforgery;
using OrleansCalls.Http;

namespace OrleansCalls.Sessions;

/// <summary>
/// Keeps other sites from acting with a browser's cookie: unsafe requests must repeat the antiforgery value, unless their end-point opts
/// out (<c>DisableAntiforgery</c>).
/// </summary>
public static class CrossSiteGuard
{
    private static readonly Refusal NoAntiforgery = new(
        RefusalCodes.Forbidden,
        $"A request signed in by cookie must send the {SessionCookies.Antiforgery} cookie's value as {SessionCookies.AntiforgeryHeader}.");

    /// <summary>Adds the guard, behind authentication.</summary>
    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app) => app.Use((context, next) =>
        context.User is SessionPrincipal { ByCookie: true } session && Needs(context) && !Has(context.Request, session)
            ? new Refused(NoAntiforgery).ExecuteAsync(context)
            : next(context));

    private static bool Needs(HttpContext context) =>
        context.GetEndpoint() is { } endpoint
        && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false }
        && !HttpMethods.IsGet(context.Request.Method)
        && !HttpMethods.IsHead(context.Request.Method)
        && !HttpMethods.IsOptions(context.Request.Method);

    private static bool Has(HttpRequest request, SessionPrincipal session) =>
        request.Headers[SessionCookies.AntiforgeryHeader] is [{ } sent]
        && SessionToken.AreEqual(sent, SessionToken.Antiforgery(session.Token));
}
