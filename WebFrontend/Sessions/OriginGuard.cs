using OrleansCalls.Http;
using OrleansCalls.Realtime;

namespace OrleansCalls.Sessions;

/// <summary>
/// Opens the hub to pages of this very site alone. A WebSocket knows no preflight and takes no header of ours, so that its origin is all there is to go
/// by; and a token does not replace it, since a page that got hold of one is still not ours.
/// </summary>
public static class OriginGuard
{
    private static readonly Refusal ForeignOrigin = new(RefusalCodes.Forbidden, "The hub may only be opened from its own host.");

    /// <summary>Puts the guard behind routing, before anything that costs the server something.</summary>
    public static IApplicationBuilder UseOriginGuard(this IApplicationBuilder app) => app.Use((context, next) =>
        context.IsForHub() && !IsOwn(context.Request) ? new Refused(ForeignOrigin).ExecuteAsync(context) : next(context));

    /// <summary>Whether the page that asks came from here, or nothing says that a page asks.</summary>
    public static bool IsOwn(HttpRequest request) => request.Headers.Origin switch
    {
        // A client that is no browser sends none, and cannot be made to send somebody's cookie.
        [] => true,
        [{ } origin] => Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsOwn(page, request),
        _ => false,
    };

    // Whoever reads along can serve a page on the http port of an https site, so the scheme counts. Behind a proxy that ends TLS and does not say so
    // the request looks like http; there a page that came by https is ours too.
    private static bool IsOwn(Uri page, HttpRequest request) =>
        (page.Scheme == Uri.UriSchemeHttps || (page.Scheme == Uri.UriSchemeHttp && !request.IsHttps))
        && string.Equals(page.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && page.Port == (request.Host.Port ?? (page.Scheme == Uri.UriSchemeHttps ? 443 : 80));
}
