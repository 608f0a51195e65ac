using OrleansCalls.Http;
using OrleansCalls.Realtime;

namespace OrleansCalls.Sessions;

/// <summary>
/// Opens the hub to pages of this very site alone. A WebSocket has no preflight and takes no header of ours, so its origin is all there is
/// to go by; a token is no substitute, since a page that got hold of one is still not ours.
/// </summary>
public static class OriginGuard
{
    private static readonly Refusal ForeignOrigin = new(RefusalCodes.Forbidden, "The hub may only be opened from its own host.");

    /// <summary>Adds the guard, behind routing and before anything expensive.</summary>
    public static IApplicationBuilder UseOriginGuard(this IApplicationBuilder app) => app.Use((context, next) =>
        context.IsForHub() && !IsOwn(context.Request) ? new Refused(ForeignOrigin).ExecuteAsync(context) : next(context));

    /// <summary>Whether the request came from one of our pages, or from no page at all.</summary>
    public static bool IsOwn(HttpRequest request) => request.Headers.Origin switch
    {
        // Clients other than browsers send none, and cannot be tricked into sending somebody's cookie.
        [] => true,
        [{ } origin] => Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsOwn(page, request),
        _ => false,
    };

    // An eavesdropper can serve a page on the http port of an https site, so the scheme counts. Behind a proxy that ends TLS without saying
    // so the request looks like http; there an https page is ours too.
    private static bool IsOwn(Uri page, HttpRequest request) =>
        (page.Scheme == Uri.UriSchemeHttps || (page.Scheme == Uri.UriSchemeHttp && !request.IsHttps))
        && string.Equals(page.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
        && page.Port == (request.Host.Port ?? (page.Scheme == Uri.UriSchemeHttps ? 443 : 80));
}
