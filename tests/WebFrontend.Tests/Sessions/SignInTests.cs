using System.Net;
using System.Text.Json;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Sessions;

[Collection(FrontEndCollection.Name)]
public sealed class SignInTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task Login_WithAccount_OpensSession()
    {
        var alice = await _frontEnd.NewPerson();
        using var http = _frontEnd.NewHttp();

        var answer = await http.PostAsync("/api/auth/login", Credentials(alice.User.Username, Person.PasswordOf(alice.User.Username)));

        var body = await Json.Read(answer);
        Assert.Equal(24 * 3600, body.GetProperty("expiresIn").GetInt64());
        Assert.Equal(alice.Id, body.GetProperty("user").Text("id"));
        Assert.Equal("user", body.GetProperty("user").Text("role"));
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.Contains(cookies, cookie => cookie.StartsWith("calls-session=", StringComparison.Ordinal)
            && cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase)
                && cookie.Contains("samesite=lax", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(
            cookies, cookie =>
            cookie.StartsWith("XSRF-TOKEN=", StringComparison.Ordinal) && !cookie.Contains("httponly", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Login_InOtherCase_FindsAccount()
    {
        var alice = await _frontEnd.NewPerson();
        using var http = _frontEnd.NewHttp();
        var answer = await http.PostAsync(
            "/api/auth/login", Credentials(alice.User.Username.ToUpperInvariant(), Person.PasswordOf(alice.User.Username)));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Login_WithWrongNameOrPassword_AnswersTheSame()
    {
        var alice = await _frontEnd.NewPerson();
        using var http = _frontEnd.NewHttp();

        var wrongPassword = await http.PostAsync("/api/auth/login", Credentials(alice.User.Username, "something else"));
        var wrongName = await http.PostAsync("/api/auth/login", Credentials("nobody-" + Guid.NewGuid(), "something else"));

        await Task.FromResult(wrongPassword).Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal(await wrongPassword.Content.ReadAsStringAsync(), await wrongName.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Login_AfterRepeatedFailures_IsLockedOutEvenWithTheRightPassword()
    {
        var alice = await _frontEnd.NewPerson();
        using var http = _frontEnd.NewHttp();
        for (var failure = 0; failure < 5; failure++)
            await http.PostAsync("/api/auth/login", Credentials(alice.User.Username, "wrong"))
                .Refused(HttpStatusCode.Unauthorized, "unauthenticated");

        await http.PostAsync("/api/auth/login", Credentials(alice.User.Username.ToUpperInvariant(), Person.PasswordOf(alice.User.Username)))
            .Refused(HttpStatusCode.TooManyRequests, "rate_limited");
        await alice.Get("/api/me");
    }

    [Fact]
    public async Task Login_ManyWrongGuessesAtOnce_FewAreTried()
    {
        var alice = await _frontEnd.NewPerson();
        using var http = _frontEnd.NewHttp();
        var answers =
            await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => http.PostAsync("/api/auth/login", Credentials(alice.User.Username, "wrong"))));
        Assert.Equal(5, answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("{\"username\":\"a\"}", "password")]
    [InlineData("{\"password\":\"a\"}", "username")]
    [InlineData("{\"username\":\"a\\u0000b\",\"password\":\"a\"}", "username")]
    [InlineData("{\"username\":7,\"password\":\"a\"}", "username")]
    public async Task Login_WithMalformedBody_NamesTheField(string body, string field)
    {
        using var http = _frontEnd.NewHttp();
        var problem = await http.PostAsync("/api/auth/login", Json.Text(body)).Refused(HttpStatusCode.BadRequest, "invalid");
        Assert.StartsWith(field, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_AsForm_IsRefused()
    {
        using var http = _frontEnd.NewHttp();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("username", "a"), KeyValuePair.Create("password", "b")]);
        await http.PostAsync("/api/auth/login", form).Refused(HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Theory]
    [InlineData("GET", "/api/me")]
    [InlineData("GET", "/api/users")]
    [InlineData("GET", "/api/channels")]
    [InlineData("POST", "/api/auth/logout")]
    [InlineData("POST", "/api/auth/password")]
    [InlineData("GET", "/api/auth/sessions")]
    [InlineData("DELETE", "/api/auth/sessions/x")]
    [InlineData("POST", "/api/status/heartbeat")]
    [InlineData("GET", "/api/status/user/x")]
    [InlineData("POST", "/api/status/update")]
    [InlineData("POST", "/api/call/initiate")]
    [InlineData("POST", "/api/call/answer")]
    [InlineData("POST", "/api/call/reject")]
    [InlineData("POST", "/api/call/hangup")]
    [InlineData("GET", "/api/call/status")]
    [InlineData("GET", "/api/call/active")]
    [InlineData("POST", "/api/call/signal")]
    [InlineData("GET", "/api/call/signals")]
    [InlineData("GET", "/api/call/missed")]
    [InlineData("POST", "/api/call/mark-seen")]
    [InlineData("POST", "/api/call/mark-seen/x")]
    [InlineData("GET", "/api/call/history")]
    [InlineData("POST", "/api/admin/users")]
    [InlineData("GET", "/api/admin/users")]
    [InlineData("PATCH", "/api/admin/users/x")]
    [InlineData("POST", "/api/admin/channels")]
    [InlineData("PATCH", "/api/admin/channels/x")]
    [InlineData("GET", "/api/ice-servers")]
    [InlineData("GET", "/hubs/calls")]
    public async Task AnyRoute_WithoutSession_IsUnauthenticated(string method, string path)
    {
        using var http = _frontEnd.NewHttp();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        await http.SendAsync(request).Refused(HttpStatusCode.Unauthorized, "unauthenticated");

        using var guess = new HttpRequestMessage(new HttpMethod(method), path);
        guess.Headers.Authorization = new("Bearer", SessionToken.New());
        await http.SendAsync(guess).Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task AccessTokenInQuery_OutsideTheHub_IsIgnored()
    {
        var alice = await _frontEnd.NewPerson();
        using var http = _frontEnd.NewHttp();
        await http.GetAsync("/api/me?access_token=" + alice.Token).Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Logout_EndsSessionAndClosesItsSockets()
    {
        var alice = await _frontEnd.NewPerson();
        var other = await _frontEnd.SignIn(alice.User);
        await using var socket = await alice.Connect("d1");
        await using var kept = await other.Connect("d2");

        Assert.Equal(HttpStatusCode.NoContent, (await alice.Post("/api/auth/logout")).StatusCode);

        await socket.Closed.WaitAsync(Eventually.Patience);
        await alice.Http.GetAsync("/api/me").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        await other.Get("/api/me");
        Assert.False(kept.Closed.IsCompleted);
    }

    [Fact]
    public async Task Me_SaysWhoIsSignedIn()
    {
        var alice = await _frontEnd.NewPerson();
        var me = await alice.Get("/api/me");
        Assert.Equal(alice.Id, me.Text("id"));
        Assert.Equal("acme", me.Text("organisation"));
        Assert.False(me.TryGetProperty("email", out _));
    }

    private static HttpContent Credentials(string username, string password) => Json.Body(new { username, password });
}
