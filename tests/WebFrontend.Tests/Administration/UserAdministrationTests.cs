using System.Net;
using OrleansCalls.Hosting;
using OrleansCalls.People;

namespace OrleansCalls.Administration;

[Collection(FrontEndCollection.Name)]
public sealed class UserAdministrationTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task EveryRoute_ForOthers_IsForbidden()
    {
        foreach (var role in new[] { UserRole.User, UserRole.Agent })
        {
            var person = await _frontEnd.NewPerson(role: role);
            await person.Http.GetAsync("/api/admin/users").Refused(HttpStatusCode.Forbidden, "forbidden");
            await person.Post("/api/admin/users", new { }).Refused(HttpStatusCode.Forbidden, "forbidden");
            await Patch(person, "/api/admin/users/x", new { }).Refused(HttpStatusCode.Forbidden, "forbidden");
            await person.Post("/api/admin/channels", new { }).Refused(HttpStatusCode.Forbidden, "forbidden");
            await Patch(person, "/api/admin/channels/x", new { }).Refused(HttpStatusCode.Forbidden, "forbidden");
        }
    }

    [Fact]
    public async Task Create_One_CanSignIn()
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var username = Name();
        var answer = await admin.Post(
            "/api/admin/users",
            new
            {
                username,
                password = "password of "
                + username,
                displayName = "New",
                email = "new@acme.example",
                role = "agent",
                organisation = "acme"
            });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = Assert.Single((await Json.Read(answer)).EnumerateArray());
        Assert.Equal((username, "agent", "new@acme.example"), (made.Text("username"), made.Text("role"), made.Text("email")));
        Assert.False(made.GetProperty("disabled").GetBoolean());
        Assert.False(made.TryGetProperty("passwordHash", out _));
        await _frontEnd.SignIn(new User { Id = made.Text("id")!, Username = username, DisplayName = "New", Role = UserRole.Agent });
    }

    [Fact]
    public async Task Create_Many_MakesAllOrNone()
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var names = Enumerable.Range(0, 2000).Select(_ => Name()).ToList();
        var users = names.ConvertAll(
            username => new { username, displayName = "One of many", role = "user", organisation = "many-" + names[0] });
        Assert.Equal(2000, (await admin.Do("/api/admin/users", users)).GetArrayLength());

        var fresh = Name();
        users.Add(new { username = fresh, displayName = "Fresh", role = "user", organisation = "acme" });
        var problem = await admin.Post("/api/admin/users", users.TakeLast(2)).Refused(HttpStatusCode.Conflict, "taken");
        Assert.Equal([names[^1]], problem.GetProperty("taken").EnumerateArray().Select(name => name.GetString()));
        Assert.Empty((await admin.Get("/api/admin/users?search=" + fresh)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Create_WithoutPassword_CannotSignIn()
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var username = Name();
        await admin.Do("/api/admin/users", new { username, displayName = "Silent", role = "user", organisation = "acme" });
        using var http = _frontEnd.NewHttp();
        await http.PostAsync("/api/auth/login", Json.Body(new { username, password = "anything at all" }))
            .Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Theory]
    [InlineData("{\"displayName\":\"x\",\"role\":\"user\"}", "username")]
    [InlineData("{\"username\":\"x\",\"role\":\"user\"}", "displayName")]
    [InlineData("{\"username\":\"x\",\"displayName\":\"x\"}", "role")]
    [InlineData("{\"username\":\"x\",\"displayName\":\"x\",\"role\":\"king\"}", "role")]
    [InlineData("{\"username\":\"x\",\"displayName\":\"x\",\"role\":\"user\",\"password\":\"short\"}", "password")]
    [InlineData("{\"username\":\"x\",\"displayName\":\"a\\u0000b\",\"role\":\"user\"}", "displayName")]
    [InlineData("{\"username\":\"x\",\"displayName\":\"x\",\"role\":\"user\",\"avatarUrl\":\"javascript:alert(1)\"}", "avatarUrl")]
    [InlineData("{\"username\":\"x\",\"displayName\":\"x\",\"role\":\"user\",\"email\":\"nowhere\"}", "email")]
    [InlineData("[{\"username\":\"x\",\"displayName\":\"x\",\"role\":\"user\"},{\"username\":\"X\",\"displayName\":\"x\",\"role\":\"user\"}]", "[1].username")]
    [InlineData("[{\"username\":\"k\",\"displayName\":\"x\",\"role\":\"user\"},{\"username\":\"\u212A\",\"displayName\":\"x\",\"role\":\"user\"}]", "[1].username")]
    [InlineData("[{\"username\":\"x\",\"displayName\":\"x\",\"role\":\"user\"},null]", "[1]")]
    [InlineData("[]", "users")]
    public async Task Create_Malformed_NamesTheField(string body, string field)
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var problem = await admin.Http.PostAsync("/api/admin/users", Json.Text(body)).Refused(HttpStatusCode.BadRequest, "invalid");
        Assert.StartsWith(field, problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_ChangesWhatIsNamedOnly()
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var bob = await _frontEnd.NewPerson();
        var taken = await _frontEnd.NewPerson();

        var changed = await Json.Read(await Patch(admin, "/api/admin/users/" + bob.Id, new { displayName = "Robert", role = "agent" }));
        Assert.Equal(("Robert", "agent", "acme"), (changed.Text("displayName"), changed.Text("role"), changed.Text("organisation")));
        Assert.Equal("Robert", (await Json.Read(await bob.Http.GetAsync("/api/me"))).Text("displayName"));

        await Patch(admin, "/api/admin/users/" + bob.Id, new { username = taken.User.Username.ToUpperInvariant() })
            .Refused(HttpStatusCode.Conflict, "taken");
        await Patch(admin, "/api/admin/users/nobody", new { displayName = "x" }).Refused(HttpStatusCode.NotFound, "not_found");
        await Patch(admin, "/api/admin/users/" + bob.Id, new { displayName = "" }).Refused(HttpStatusCode.BadRequest, "invalid");
    }

    [Fact]
    public async Task List_PagesThroughEverybody()
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var mark = Guid.NewGuid().ToString("N");
        await admin.Do(
            "/api/admin/users", Enumerable.Range(0, 5).Select(at => new { username = $"{mark}-{at}", displayName = "x", role = "user" }));
        var names = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await admin.Get(
                $"/api/admin/users?search={mark}&limit=2" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(user => user.Text("username")));
            cursor = page.Text("next");
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Range(0, 5).Select(at => $"{mark}-{at}"), names);
    }

    [Fact]
    public async Task Channels_AreMadeAndChanged()
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        var answer = await admin.Post("/api/admin/channels", new { name = "ops", organisation = "acme", memberIds = new[] { alice.Id } });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var channel = await Json.Read(answer);
        var changed =
            await Json.Read(
            await Patch(admin, "/api/admin/channels/"
            + channel.Text("id"), new { name = "operations", memberIds = new[] { alice.Id, bob.Id } }));
        Assert.Equal(("operations", "acme"), (changed.Text("name"), changed.Text("organisation")));
        Assert.Equal("operations", Assert.Single((await bob.Get("/api/channels")).GetProperty("items").EnumerateArray()).Text("name"));

        await admin.Post("/api/admin/channels", new { name = "ops", memberIds = new[] { "nobody" } })
            .Refused(HttpStatusCode.BadRequest, "invalid");
        await admin.Post("/api/admin/channels", new { memberIds = Array.Empty<string>() }).Refused(HttpStatusCode.BadRequest, "invalid");
        await Patch(admin, "/api/admin/channels/none", new { name = "x" }).Refused(HttpStatusCode.NotFound, "not_found");
    }

    private static string Name() => "made-" + Guid.NewGuid().ToString("N");

    private static async Task<HttpResponseMessage> Patch(Person person, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = Json.Body(body) };
        return await person.Http.SendAsync(request);
    }
}
