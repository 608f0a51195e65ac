using OrleansCalls.Http;
using OrleansCalls.Realtime;

namespace OrleansCalls.Sessions;

/// <summary>
/// Keeps other sites from acting with a browser's cookie: unsafe requests must repeat the antiforgery value,
/// and the hub, whose WebSocket takes no header of ours, must be opened from this very host.
/// </summary>
public static class CrossSiteGuard
{
    private static readonly Refusal NoAntiforgery = new(
        RefusalCodes.Forbidden, $"A request signed in by cookie must send the {SessionCookies.Antiforgery} cookie's value as {SessionCookies.AntiforgeryHeader}.");

    private static readonly Refusal ForeignOrigin = new(RefusalCodes.Forbidden, "The hub may only be opened from its own host.");

    /// <summary>Puts the guard behind authentication.</summary>
    public static IApplicationBuilder UseCrossSiteGuard(this IApplicationBuilder app) => app.Use((context, next) =>
        context.User is SessionPrincipal { ByCookie: true } session && Check(context, session) is { } refusal
            ? new Refused(refusal).ExecuteAsync(context)
            : next(context));

    private static Refusal? Check(HttpContext context, SessionPrincipal session)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments(CallsHub.Path, StringComparison.Ordinal))
            return IsOwnOrigin(request) ? null : ForeignOrigin;
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return null;

        // A new sign-in replaces the session, whoever held the old one.
        if (request.Path.Equals(SignInEndpoints.LoginPath, StringComparison.Ordinal))
            return null;
        return request.Headers[SessionCookies.AntiforgeryHeader] is [{ } sent]
            && SessionToken.AreEqual(sent, SessionToken.Antiforgery(session.Token)) ? null : NoAntiforgery;
    }

    // A client that is no browser sends no origin, and cannot be made to send somebody's cookie.
    private static bool IsOwnOrigin(HttpRequest request) => request.Headers.Origin switch
    {
        [] => true,
        [{ } origin] => Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && string.Equals(uri.IsDefaultPort ? uri.Host : uri.Authority, request.Host.ToUriComponent(), StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
