using System.Collections.Immutable;
using System.Net;

namespace OrleansCalls.Sessions;

/// <summary>Who wants to sign in, as far as the request says.</summary>
/// <param name="Address">Where they come from.</param>
/// <param name="DeviceTokens">What the browser's <see cref="DeviceCookie"/> holds.</param>
/// <param name="UserAgent">The client's user agent.</param>
public sealed record Visitor(IPAddress? Address, ImmutableArray<string> DeviceTokens, string? UserAgent)
{
    private const int MaxUserAgent = 300;

    /// <summary>The visitor behind a request.</summary>
    public static Visitor Of(HttpContext http)
    {
        string? userAgent = http.Request.Headers.UserAgent;
        return new(
            http.Connection.RemoteIpAddress,
            DeviceCookie.Read(http.Request),
            string.IsNullOrWhiteSpace(userAgent) ? null : userAgent[..Math.Min(userAgent.Length, MaxUserAgent)]);
    }
}
