using System.Net;
using System.Net.WebSockets;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Sessions;

[Collection(FrontEndCollection.Name)]
public sealed class CrossSiteGuardTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task UnsafeRequest_ByCookieWithoutHeader_IsForbidden()
    {
        using var browser = await Browser(antiforgery: null);
        await browser.PostAsync("/api/status/update", Json.Body(new { status = "away" })).Refused(HttpStatusCode.Forbidden, "forbidden");
        await browser.PostAsync("/api/auth/logout", content: null).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/me")).StatusCode);
    }

    [Fact]
    public async Task UnsafeRequest_ByCookieWithItsHeader_IsServed()
    {
        using var browser = await Browser(antiforgery: token => SessionToken.Antiforgery(token));
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/api/status/update", Json.Body(new { status = "away" }))).StatusCode);
    }

    [Fact]
    public async Task UnsafeRequest_WithAnotherSessionsHeader_IsForbidden()
    {
        using var browser = await Browser(antiforgery: _ => SessionToken.Antiforgery(SessionToken.New()));
        await browser.PostAsync("/api/status/update", Json.Body(new { status = "away" })).Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Me_ByCookie_GivesTheAntiforgeryValueAgain()
    {
        using var browser = await Browser(antiforgery: null);
        var cookies = (await browser.GetAsync("/api/me")).Headers.GetValues("Set-Cookie");
        Assert.Contains(cookies, cookie => cookie.StartsWith("XSRF-TOKEN=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("own", true)]
    [InlineData(null, true)]
    public async Task Hub_ByCookie_OpensFromItsOwnHostOnly(string? origin, bool opens)
    {
        var person = await _frontEnd.NewPerson();
        var options = new HubClientOptions
        {
            DeviceId = "d1",
            Configure = socket =>
            {
                socket.SetRequestHeader("Cookie", "calls-session=" + person.Token);
                if (origin is not null)
                    socket.SetRequestHeader("Origin", origin == "own" ? _frontEnd.Address.GetLeftPart(UriPartial.Authority) : origin);
            },
        };
        if (opens)
            await (await HubClient.Connect(_frontEnd.Address, options)).DisposeAsync();
        else
            Assert.Contains(
                "403", (await Assert.ThrowsAsync<WebSocketException>(() => HubClient.Connect(_frontEnd.Address, options))).Message,
                StringComparison.Ordinal);
    }

    private async Task<HttpClient> Browser(Func<string, string>? antiforgery)
    {
        var person = await _frontEnd.NewPerson();
        var http = _frontEnd.NewHttp();
        http.DefaultRequestHeaders.Add("Cookie", "calls-session=" + person.Token);
        if (antiforgery is not null)
            http.DefaultRequestHeaders.Add("X-CSRF-TOKEN", antiforgery(person.Token));
        return http;
    }
}
