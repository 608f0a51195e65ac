using System.Collections.Immutable;

namespace OrleansCalls.Sessions;

/// <summary>
/// Identifies a browser that somebody has signed in from: a random token for each of the last few accounts. It signs nobody in; it only has
/// its wrong passwords counted apart from everybody else's.
/// </summary>
public static class DeviceCookie
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "calls-device";

    private const char Separator = '.';

    /// <summary>How many accounts a browser is remembered for: a family's, or a shift's.</summary>
    private const int MaxTokens = 5;

    /// <summary>The tokens of a request, the newest first.</summary>
    public static ImmutableArray<string> Read(HttpRequest request) => request.Cookies[Name] is { } value
        ?
        [
            .. value.Split(Separator, MaxTokens + 1).Take(MaxTokens)
                .Where(token => token.Length == SessionToken.Length).Distinct(StringComparer.Ordinal),
        ]
        : [];

    /// <summary>Gives the browser its new token, in place of the one it had for the same account.</summary>
    public static void Append(HttpContext http, RememberedDevice device)
    {
        var others = Read(http.Request).Where(other => other != device.Replaced);
        http.Response.Cookies.Append(Name, string.Join(Separator, others.Prepend(device.Token).Take(MaxTokens)), new CookieOptions
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            Path = SignInEndpoints.Group,
            Expires = device.ExpiresAt,
            IsEssential = true,
        });
    }
}
