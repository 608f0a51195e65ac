namespace OrleansCalls.Sessions;

/// <summary>A browser's two cookies: the session, which scripts cannot read, and the antiforgery value, which they must.</summary>
public static class SessionCookies
{
    /// <summary>Carries the session's token.</summary>
    public const string Session = "calls-session";

    /// <summary>Carries the value that unsafe requests repeat as <see cref="AntiforgeryHeader"/>.</summary>
    public const string Antiforgery = "XSRF-TOKEN";

    /// <summary>The header that proves that a page of this origin made the request.</summary>
    public const string AntiforgeryHeader = "X-CSRF-TOKEN";

    /// <summary>The id of the session in a request's cookie, or null.</summary>
    public static string? SessionId(HttpRequest request) =>
        request.Cookies[Session] is { Length: SessionToken.Length } token ? SessionToken.SessionId(token) : null;

    /// <summary>Gives a browser both cookies.</summary>
    public static void Append(HttpContext http, string token, DateTimeOffset expiresAt)
    {
        http.Response.Cookies.Append(Session, token, Options(http, httpOnly: true, expiresAt));
        http.Response.Cookies.Append(Antiforgery, SessionToken.Antiforgery(token), Options(http, httpOnly: false, expiresAt));
    }

    /// <summary>Takes both away.</summary>
    public static void Delete(HttpContext http)
    {
        http.Response.Cookies.Delete(Session, Options(http, httpOnly: true, expiresAt: null));
        http.Response.Cookies.Delete(Antiforgery, Options(http, httpOnly: false, expiresAt: null));
    }

    // Lax, not Strict: people who follow a link to the app should be signed in. Unsafe requests need the header as well.
    private static CookieOptions Options(HttpContext http, bool httpOnly, DateTimeOffset? expiresAt) => new()
    {
        HttpOnly = httpOnly,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        Expires = expiresAt,
        IsEssential = true,
    };
}
