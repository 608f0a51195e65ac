using Microsoft.AspNetCore.Http;

namespace OrleansCalls.Sessions;

public sealed class OriginGuardTests
{
    [Theory]
    [InlineData("https", "calls.example", "https://calls.example", true)]
    [InlineData("https", "calls.example", "https://CALLS.example", true)]
    [InlineData("https", "calls.example:443", "https://calls.example", true)]
    [InlineData("https", "calls.example:8443", "https://calls.example:8443", true)]
    [InlineData("http", "127.0.0.1:5080", "http://127.0.0.1:5080", true)]
    [InlineData("http", "[::1]:5080", "http://[::1]:5080", true)]
    [InlineData("http", "calls.example", "https://calls.example", true)] // A proxy ends TLS and does not say so.
    [InlineData("http", "calls.example:8443", "https://calls.example:8443", true)]
    [InlineData("https", "calls.example", "http://calls.example", false)]
    [InlineData("https", "calls.example:443", "http://calls.example:443", false)]
    [InlineData("https", "calls.example", "https://calls.example:444", false)]
    [InlineData("http", "calls.example", "http://calls.example:8080", false)]
    [InlineData("http", "calls.example:5080", "http://calls.example", false)]
    [InlineData("https", "calls.example", "https://evil.calls.example", false)]
    [InlineData("https", "calls.example", "https://calls.example.evil", false)]
    [InlineData("https", "calls.example", "ftp://calls.example", false)]
    [InlineData("https", "calls.example", "null", false)]
    [InlineData("https", "calls.example", "", false)]
    public void Origin_IsOurs_BySchemeNameAndPort(string scheme, string host, string origin, bool own)
    {
        var request = new DefaultHttpContext().Request;
        request.Scheme = scheme;
        request.Host = new HostString(host);
        request.Headers.Origin = origin;
        Assert.Equal(own, OriginGuard.IsOwn(request));
    }
}
