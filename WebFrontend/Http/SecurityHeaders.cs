namespace OrleansCalls.Http;

/// <summary>The headers that confine what a page of this origin may do.</summary>
public static class SecurityHeaders
{
    private const string Permissions =
        "microphone=(self), camera=(self), display-capture=(self), speaker-selection=(self), autoplay=(self), fullscreen=(self), " +
        "geolocation=(), payment=(), usb=(), serial=(), hid=(), midi=(), browsing-topics=()";

    /// <summary>Sets them on every answer, even one that an error handler has started afresh.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state => Set((HttpContext)state), context);
        return next(context);
    });

    private static Task Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context.Request.Host);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // The app's files say themselves that they may be cached.
        if (headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";
        return Task.CompletedTask;
    }

    // Not every browser takes 'self' to include the same host's WebSocket, so we name it.
    private static string Policy(HostString host) =>
        $"default-src 'self'; connect-src 'self' ws://{host.ToUriComponent()} wss://{host.ToUriComponent()}; "
        + "img-src 'self' data: https:; media-src 'self' blob:; style-src 'self'; script-src 'self'; "
        + "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";
}
