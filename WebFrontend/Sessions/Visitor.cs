using System.Collections.Immutable;
using System.Net;

namespace OrleansCalls.Sessions;

/// <summary>Who wants to sign in, as far as the request tells.</summary>
/// <param name="Address">From where.</param>
/// <param name="DeviceTokens">What the browser's <see cref="DeviceCookie"/> holds.</param>
public sealed record Visitor(IPAddress? Address, ImmutableArray<string> DeviceTokens)
{
    /// <summary>The visitor behind a request.</summary>
    public static Visitor Of(HttpContext http) => new(http.Connection.RemoteIpAddress, DeviceCookie.Read(http.Request));
}
