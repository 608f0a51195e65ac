using System.Net;
using System.Text;
using OrleansCalls.Hosting;
using OrleansCalls.People;
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

    [Theory]
    [InlineData("/api/call/answer", "{", null, "The JSON is malformed, or not what is expected here.")]
    [InlineData("/api/call/answer", "[]", null, "The JSON is malformed, or not what is expected here.")]
    [InlineData("/api/call/answer", "", null, "The request needs a JSON body.")]
    [InlineData("/api/call/answer", "{\"callId\":\"x\",\"callID\":\"y\"}", "callID", "callID: is not a field of this request.")]
    [InlineData("/api/call/answer", "{\"a\":{\"b\":{}}}", "a", "a: is not a field of this request.")]
    [InlineData("/api/call/answer", "{\"callId\":{}}", "callId", "callId: is malformed or not a value that this field takes.")]
    [InlineData("/api/status/update", "{\"status\":\"asleep\"}", "status", "status: is malformed or not a value that this field takes.")]
    [InlineData("/api/admin/users", "{\"name\":\"x\"}", "name", "name: is not a field of this request.")]
    [InlineData("/api/admin/users", "[{\"username\":\"x\",\"admin\":true}]", "[0].admin", "[0].admin: is not a field of this request.")]
    public async Task BrokenBody_IsExplainedInOurWords_ByItsField(string path, string body, string? field, string detail)
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var problem = await admin.Http.PostAsync(path, Json.Text(body)).Refused(HttpStatusCode.BadRequest, "invalid");
        Assert.Equal(detail, problem.Text("detail"));
        Assert.Equal(field, problem.Text("field"));
    }

    [Theory]
    [InlineData("/api/call/history?limit=abc", "limit")]
    [InlineData("/api/call/history?limit=1e3", "limit")]
    [InlineData("/api/call/history?limit=1000", "limit")]
    [InlineData("/api/call/history?limit=1&limit=2", "limit")]
    [InlineData("/api/call/history?cursor=abc", "cursor")]
    [InlineData("/api/call/signals?after=x&callId=y", "after")]
    [InlineData("/api/call/signals", "callId")]
    [InlineData("/api/admin/rates?minutes=99999999999", "minutes")]
    public async Task BrokenQuery_IsExplainedInOurWords_ByItsField(string path, string field)
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var problem = await admin.Http.GetAsync(path).Refused(HttpStatusCode.BadRequest, "invalid");
        Assert.Equal(field, problem.Text("field"));
        Assert.StartsWith(field + ": ", problem.Text("detail"), StringComparison.Ordinal);
        Assert.DoesNotContain("Nullable", problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeepBody_IsInvalid()
    {
        var alice = await _frontEnd.NewPerson();
        var deep = new StringBuilder().Insert(0, "{\"a\":", 100).Append('1').Append('}', 100).ToString();
        await alice.Http.PostAsync("/api/call/answer", Json.Text("{\"callId\":" + deep + "}"))
            .Refused(HttpStatusCode.BadRequest, "invalid");
        var users = new StringBuilder().Insert(0, "[", 100).ToString();
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var problem = await admin.Http.PostAsync("/api/admin/channels", Json.Text("{\"memberIds\":" + users))
            .Refused(HttpStatusCode.BadRequest, "invalid");
        Assert.Contains("memberIds", problem.Text("detail"), StringComparison.Ordinal);
        await alice.Http.PostAsync("/api/call/answer", Json.Text("{\"other\":" + deep + "}")).Refused(HttpStatusCode.BadRequest, "invalid");
    }

    [Fact]
    public async Task LargeBody_IsTooLarge()
    {
        var alice = await _frontEnd.NewPerson();
        await alice.Post("/api/call/answer", new { callId = new string('x', 70_000) })
            .Refused(HttpStatusCode.RequestEntityTooLarge, "too_large");
        using var chunked =
            new HttpRequestMessage(HttpMethod.Post, "/api/call/answer") { Content = Json.Body(new { callId = new string('x', 70_000) }) };
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
        var unread = await alice.Http.PostAsync("/api/call/answer", text)
            .Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
        Assert.Equal("The body must be JSON, sent as application/json.", unread.Text("detail"));
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
            "/api/auth/login", "/api/auth/logout", "/api/me", "/api/users", "/api/channels", "/api/status/heartbeat",
                "/api/status/user/{id}",
            "/api/status/update", "/api/call/initiate", "/api/call/answer", "/api/call/reject", "/api/call/hangup", "/api/call/status",
            "/api/call/active", "/api/call/signal", "/api/call/signals", "/api/call/missed", "/api/call/mark-seen/{callId}",
                "/api/call/mark-seen",
            "/api/call/history", "/api/admin/users", "/api/admin/users/{id}", "/api/admin/channels", "/api/admin/channels/{id}",
                "/api/ice-servers",
        ];
        foreach (var path in expected)
            Assert.True(paths.TryGetProperty(path, out _), path);
        var answers = paths.GetProperty("/api/call/initiate").GetProperty("post").GetProperty("responses");
        foreach (var status in new[] { "200", "400", "401", "403", "404", "409", "429", "503" })
            Assert.True(answers.TryGetProperty(status, out _), status);
    }
}
