using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Hosting;

namespace OrleansCalls.People;

[Collection(FrontEndCollection.Name)]
public sealed class PeopleTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task Users_AreThoseOneMayCallWithTheirPresence()
    {
        var organisation = "org-" + Guid.NewGuid();
        var alice = await _frontEnd.NewPerson(organisation, name: "alice");
        var bob = await _frontEnd.NewPerson(organisation, name: "bob");
        var carol = await _frontEnd.NewPerson(organisation, name: "carol");
        await _frontEnd.NewPerson("globex");
        await bob.Do("/api/status/heartbeat", new { deviceId = "d1" });

        var page = await alice.Get("/api/users");
        var items = page.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([bob.Id, carol.Id], items.Select(item => item.GetProperty("user").Text("id")));
        Assert.Equal(["online", "offline"], items.Select(item => item.GetProperty("presence").Text("status")));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, items[1].GetProperty("presence").GetProperty("lastSeen").ValueKind);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, page.GetProperty("next").ValueKind);

        var found = (await alice.Get("/api/users?search=CAROL")).GetProperty("items");
        Assert.Equal(carol.Id, Assert.Single(found.EnumerateArray()).GetProperty("user").Text("id"));

        var first = await alice.Get("/api/users?limit=1");
        var second = await alice.Get("/api/users?limit=1&cursor=" + Uri.EscapeDataString(first.Text("next")!));
        Assert.Equal(carol.Id, Assert.Single(second.GetProperty("items").EnumerateArray()).GetProperty("user").Text("id"));
    }

    [Theory]
    [InlineData("search=%00")]
    [InlineData("cursor=nonsense")]
    [InlineData("limit=0")]
    [InlineData("limit=1000")]
    [InlineData("limit=x")]
    public async Task Users_WithMalformedQuery_NamesTheField(string query)
    {
        var alice = await _frontEnd.NewPerson();
        var problem = await alice.Http.GetAsync("/api/users?" + query).Refused(HttpStatusCode.BadRequest, "invalid");
        Assert.Contains(query[..query.IndexOf('=', StringComparison.Ordinal)], problem.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channels_AreOnesOwnWithTheirMembers()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        var channel = new Channel(Guid.NewGuid().ToString("N"), "general", "acme", [alice.Id, bob.Id]);
        await _frontEnd.Services.GetRequiredService<IChannelDirectory>().Create(channel);

        var shown = Assert.Single((await alice.Get("/api/channels")).GetProperty("items").EnumerateArray());
        Assert.Equal(channel.Id, shown.Text("id"));
        Assert.Equal(
            new[] { alice.Id, bob.Id }.Order(StringComparer.Ordinal),
            shown.GetProperty("members").EnumerateArray().Select(member => member.Text("id")).Order(StringComparer.Ordinal));
        Assert.Empty((await (await _frontEnd.NewPerson()).Get("/api/channels")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Status_OfStrangersAndUnknown_LooksTheSame()
    {
        var alice = await _frontEnd.NewPerson();
        var stranger = await _frontEnd.NewPerson("globex");
        var answers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in new[] { stranger.Id, "nobody", "a%01b", new string('x', 10_000) })
        {
            var answer = await alice.Http.GetAsync("/api/status/user/" + id);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            answers.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.Single(answers);
    }

    [Fact]
    public async Task Status_Chosen_IsSeenByOthers()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await bob.Do("/api/status/heartbeat", new { deviceId = "d1" });
        Assert.Equal("away", (await bob.Do("/api/status/update", new { status = "away" })).Text("status"));
        Assert.Equal("away", (await alice.Get("/api/status/user/" + bob.Id)).Text("status"));
    }

    [Theory]
    [InlineData("in_call")]
    [InlineData("offline")]
    [InlineData("ringing")]
    [InlineData("sleepy")]
    public async Task Status_ThatCannotBeChosen_IsInvalid(string status)
    {
        var alice = await _frontEnd.NewPerson();
        var problem = await alice.Post("/api/status/update", new { status }).Refused(HttpStatusCode.BadRequest, "invalid");
        Assert.StartsWith("status", problem.Text("detail"), StringComparison.Ordinal);
    }
}
