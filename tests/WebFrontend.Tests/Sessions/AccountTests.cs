using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Hosting;
using OrleansCalls.People;
using OrleansCalls.Testing;

namespace OrleansCalls.Sessions;

/// <summary>One's own password and sessions.</summary>
[Collection(FrontEndCollection.Name)]
public sealed class AccountTests(FrontEndFixture fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task ChangePassword_EndsTheOtherSessions_AndKeepsThisOne()
    {
        var alice = await _frontEnd.NewPerson();
        var elsewhere = await _frontEnd.SignIn(alice.User);
        await using var here = await alice.Connect("here");
        await using var there = await elsewhere.Connect("there");

        Assert.Equal(HttpStatusCode.NoContent, (await ChangePassword(alice, Password(alice), "a better one")).StatusCode);

        await there.Closed.WaitAsync(Limit);
        await elsewhere.Http.GetAsync("/api/me").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        await alice.Get("/api/me");
        Assert.False(here.Closed.IsCompleted);
        await LogIn(alice, Password(alice)).Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal(HttpStatusCode.OK, (await LogIn(alice, "a better one")).StatusCode);
    }

    [Fact]
    public async Task ChangePassword_WithAWrongOne_ChangesNothing_AndIsCounted()
    {
        var alice = await _frontEnd.NewPerson();
        var elsewhere = await _frontEnd.SignIn(alice.User);
        for (var guess = 0; guess < 5; guess++)
            await ChangePassword(alice, "wrong", "a better one").Refused(HttpStatusCode.Forbidden, "forbidden");
        await ChangePassword(alice, Password(alice), "a better one").Refused(HttpStatusCode.TooManyRequests, "rate_limited");

        // Who holds one session and guesses keeps the owner neither from signing in nor from changing the password elsewhere.
        await elsewhere.Get("/api/me");
        Assert.Equal(HttpStatusCode.OK, (await LogIn(alice, Password(alice))).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await ChangePassword(elsewhere, Password(alice), "a better one")).StatusCode);
    }

    [Theory]
    [InlineData("{\"current\":\"x\",\"new\":\"short\"}", "new")]
    [InlineData("{\"current\":\"x\"}", "new")]
    [InlineData("{\"new\":\"long enough\"}", "current")]
    public async Task ChangePassword_Unfit_NamesTheField(string body, string field)
    {
        var alice = await _frontEnd.NewPerson();
        var problem = await alice.Http.PostAsync("/api/auth/password", Json.Text(body)).Refused(HttpStatusCode.BadRequest, "invalid");
        Assert.StartsWith(field, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_AreOnesOwn_AndTellThemApart()
    {
        var alice = await _frontEnd.NewPerson();
        using var http = _frontEnd.NewHttp();
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Phone/1.0");
        var login = await Json.Read(await http.PostAsync("/api/auth/login", Credentials(alice)));
        var phone = alice with { Token = login.Text("accessToken")! };
        await using var socket = await phone.Connect("phone");
        await _frontEnd.NewPerson();

        var sessions = await Eventually.Holds(() => Sessions(alice), sessions => sessions[0].Text("deviceId") == "phone");

        Assert.Equal(2, sessions.Count);
        Assert.Equal(("Phone/1.0", false), (sessions[0].Text("userAgent"), sessions[0].GetProperty("current").GetBoolean()));
        Assert.True(sessions[1].GetProperty("current").GetBoolean());
        Assert.All(sessions, session => Assert.True(
            session.GetProperty("createdAt").GetDateTimeOffset() <= session.GetProperty("lastUsedAt").GetDateTimeOffset()
            && session.GetProperty("lastUsedAt").GetDateTimeOffset() < session.GetProperty("expiresAt").GetDateTimeOffset()));
        Assert.DoesNotContain(sessions, session => session.Text("id") == SessionToken.SessionId(alice.Token));
    }

    [Fact]
    public async Task LastUse_IsWrittenNowAndThen()
    {
        await using var frontEnd = FrontEnd.Start(("SignIn:UseInterval", "00:00:01"));
        var alice = await frontEnd.NewPerson();
        var store = frontEnd.Services.GetRequiredService<ISessionStore>();
        var made = Assert.Single(await store.List(alice.Id));
        Assert.Equal(made.CreatedAt, made.LastUsedAt);

        var used = await Eventually.Holds(
            async () =>
            {
                await alice.Get("/api/me");
                return Assert.Single(await store.List(alice.Id)).LastUsedAt;
            },
            at => at > made.CreatedAt);
        Assert.True(used - made.CreatedAt >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task EndingASession_ClosesItsSockets()
    {
        var alice = await _frontEnd.NewPerson();
        var lost = await _frontEnd.SignIn(alice.User);
        await using var socket = await lost.Connect("lost");
        var id = (await Sessions(alice)).Single(session => !session.GetProperty("current").GetBoolean()).Text("id");

        Assert.Equal(HttpStatusCode.NoContent, (await alice.Http.DeleteAsync("/api/auth/sessions/" + id)).StatusCode);

        await socket.Closed.WaitAsync(Limit);
        await lost.Http.GetAsync("/api/me").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        await alice.Get("/api/me");
        Assert.Single(await Sessions(alice));
        await alice.Http.DeleteAsync("/api/auth/sessions/" + id).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("%20")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task EndingWhatIsNoSession_IsNotFound(string id)
    {
        var alice = await _frontEnd.NewPerson();
        await alice.Http.DeleteAsync("/api/auth/sessions/" + id).Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task EndingAForeignSession_IsNotFound_AndDoesNothing()
    {
        var alice = await _frontEnd.NewPerson();
        var mallory = await _frontEnd.NewPerson();
        var id = Assert.Single(await Sessions(alice)).Text("id");
        await mallory.Http.DeleteAsync("/api/auth/sessions/" + id).Refused(HttpStatusCode.NotFound, "not_found");
        await alice.Get("/api/me");
    }

    [Fact]
    public async Task NewSignIn_EndsTheSessionThatTheBrowserHad()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await using var socket = await alice.Connect();
        using var browser = _frontEnd.NewHttp();
        browser.DefaultRequestHeaders.Add("Cookie", $"{SessionCookies.Session}={alice.Token}");

        await browser.PostAsync("/api/auth/login", Json.Body(new { username = bob.User.Username, password = "wrong" }))
            .Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        await alice.Get("/api/me");

        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/api/auth/login", Credentials(bob))).StatusCode);
        await socket.Closed.WaitAsync(Limit);
        await alice.Http.GetAsync("/api/me").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        await bob.Get("/api/me");
    }

    [Fact]
    public async Task Sessions_OfAPerson_AreBounded_AndTheOldestEnds()
    {
        await using var frontEnd = FrontEnd.Start(("SignIn:SessionsPerPerson", "2"));
        var first = await frontEnd.NewPerson();
        var second = await frontEnd.SignIn(first.User);
        var third = await frontEnd.SignIn(first.User);
        await first.Http.GetAsync("/api/me").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        await second.Get("/api/me");
        Assert.Equal(2, (await Sessions(third)).Count);
    }

    private static string Password(Person person) => Person.PasswordOf(person.User.Username);

    private static async Task<List<JsonElement>> Sessions(Person person) =>
        [.. (await person.Get("/api/auth/sessions")).GetProperty("items").EnumerateArray()];

    private static Task<HttpResponseMessage> ChangePassword(Person person, string current, string next) =>
        person.Post("/api/auth/password", new Dictionary<string, string> { ["current"] = current, ["new"] = next });

    private async Task<HttpResponseMessage> LogIn(Person person, string password)
    {
        using var http = _frontEnd.NewHttp();
        return await http.PostAsync("/api/auth/login", Json.Body(new { username = person.User.Username, password }));
    }

    private static HttpContent Credentials(Person person) =>
        Json.Body(new { username = person.User.Username, password = Password(person) });
}
