using System.Net;
using System.Text;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Http;

[Collection(FrontEndCollection.Name)]
public sealed class ProblemTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"\u0000\"")]
    [InlineData("{\"callId\":\"a\",\"callId\":\"b\"}")]
    [InlineData("{\"callId\":\"\\ud800\"}")]
    public async Task BrokenBody_IsInvalid(string body)
    {
        var alice = await _frontEnd.NewPerson();
        var answer = await alice.Http.PostAsync("/api/call/answer", Json.Text(body));
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.BadRequest, HttpStatusCode.NotFound });
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task DeepBody_IsInvalid()
    {
        var alice = await _frontEnd.NewPerson();
        var deep = new StringBuilder().Insert(0, "{\"a\":", 100).Append('1').Append('}', 100).ToString();
        await alice.Http.PostAsync("/api/call/answer", Json.Text("{\"callId\":" + deep + "}")).Refused(HttpStatusCode.BadRequest, "invalid");
        await alice.Http.PostAsync("/api/call/answer", Json.Text("{\"other\":" + deep + "}")).Refused(HttpStatusCode.BadRequest, "invalid");
    }

    [Fact]
    public async Task LargeBody_IsTooLarge()
    {
        var alice = await _frontEnd.NewPerson();
        await alice.Post("/api/call/answer", new { callId = new string('x', 70_000) }).Refused(HttpStatusCode.RequestEntityTooLarge, "too_large");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/api/call/answer") { Content = Json.Body(new { callId = new string('x', 70_000) }) };
        chunked.Headers.TransferEncodingChunked = true;
        await alice.Http.SendAsync(chunked).Refused(HttpStatusCode.RequestEntityTooLarge, "too_large");
    }

    [Fact]
    public async Task OtherRoutesMethodsAndTypes_AreProblems()
    {
        var alice = await _frontEnd.NewPerson();
        await alice.Http.GetAsync("/api/nothing").Refused(HttpStatusCode.NotFound, "not_found");
        await alice.Http.GetAsync("/api/call/answer").Refused(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        await alice.Http.DeleteAsync("/api/me").Refused(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        using var text = new StringContent("{}", Encoding.UTF8, "text/plain");
        await alice.Http.PostAsync("/api/call/answer", text).Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        await alice.Http.GetAsync("/api/admin/users").Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task ClientThatWantsHtml_StillGetsProblems()
    {
        var alice = await _frontEnd.NewPerson();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/call/status?callId=" + CallId.New());
        request.Headers.Accept.ParseAdd("text/html");
        await alice.Http.SendAsync(request).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task EveryAnswer_CarriesTheSecurityHeaders()
    {
        using var http = _frontEnd.NewHttp();
        foreach (var path in new[] { "/", "/api/me", "/api/nothing", "/healthz/live" })
        {
            var answer = await http.GetAsync(path);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("ws://" + _frontEnd.Address.Authority, policy, StringComparison.Ordinal);
            Assert.Contains("microphone=(self)", Assert.Single(answer.Headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public async Task Description_NamesEveryRouteWithItsErrors()
    {
        using var http = _frontEnd.NewHttp();
        var paths = (await Json.Read(await http.GetAsync("/openapi/v1.json"))).GetProperty("paths");
        string[] expected =
        [
            "/api/auth/login", "/api/auth/logout", "/api/me", "/api/users", "/api/channels", "/api/status/heartbeat", "/api/status/user/{id}",
            "/api/status/update", "/api/call/initiate", "/api/call/answer", "/api/call/reject", "/api/call/hangup", "/api/call/status",
            "/api/call/active", "/api/call/signal", "/api/call/signals", "/api/call/missed", "/api/call/mark-seen/{callId}", "/api/call/mark-seen",
            "/api/call/history", "/api/admin/users", "/api/admin/users/{id}", "/api/admin/channels", "/api/admin/channels/{id}", "/api/ice-servers",
        ];
        foreach (var path in expected)
            Assert.True(paths.TryGetProperty(path, out _), path);
        var answers = paths.GetProperty("/api/call/initiate").GetProperty("post").GetProperty("responses");
        foreach (var status in new[] { "200", "400", "401", "403", "404", "409", "429", "503" })
            Assert.True(answers.TryGetProperty(status, out _), status);
    }
}
