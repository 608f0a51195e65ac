using System.Net;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Calls;

[Collection(FrontEndCollection.Name)]
public sealed class CallEndpointsTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task Initiate_WhenCalleeIsThere_Rings()
    {
        var (alice, bob) = await TwoPeople();
        await Attend(bob);

        var call = await alice.Call(bob, "d1");

        Assert.Equal("ringing", call.Text("state"));
        Assert.Equal("audio", call.Text("media"));
        Assert.Equal("direct", call.Text("kind"));
        Assert.Equal(alice.Id, call.Text("initiatorId"));
        Assert.Equal(1, call.GetProperty("version").GetInt32());
        Assert.EndsWith("Z", call.Text("ringDeadline"), StringComparison.Ordinal);
        Assert.False(call.TryGetProperty("endReason", out _));
        var participants = call.GetProperty("participants");
        Assert.Equal("joined", participants[0].Text("status"));
        Assert.Equal("d1", participants[0].Text("deviceId"));
        Assert.Equal("ringing", participants[1].Text("status"));
    }

    [Fact]
    public async Task Initiate_WithSameCallId_ReturnsTheSameCall()
    {
        var (alice, bob) = await TwoPeople();
        await Attend(bob);
        var request = new { calleeId = bob.Id, media = "video", callId = CallId.New() };

        var calls = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => alice.Do("/api/call/initiate", request)));

        Assert.All(calls, call => Assert.Equal((request.callId, 1), (call.Text("callId")!, call.GetProperty("version").GetInt32())));
    }

    [Fact]
    public async Task Initiate_WhenCalleeCannotTakeIt_EndsAtOnceWithTheReason()
    {
        var (alice, bob) = await TwoPeople();
        Assert.Equal("offline", (await alice.Call(bob)).Text("endReason"));

        await Attend(bob);
        await bob.Do("/api/status/update", new { status = "dnd" });
        Assert.Equal("dnd", (await alice.Call(bob)).Text("endReason"));
        await bob.Do("/api/status/update", new { status = "busy" });
        Assert.Equal("busy", (await alice.Call(bob)).Text("endReason"));

        var missed = await bob.Get("/api/call/missed");
        Assert.Equal(3, missed.GetProperty("unseen").GetInt32());
        Assert.Equal(["busy", "dnd", "offline"], missed.GetProperty("items").EnumerateArray().Select(call => call.Text("endReason")));
        Assert.Equal(3, missed.GetProperty("unseenIds").GetArrayLength());
    }

    [Fact]
    public async Task Initiate_BeyondTheRateLimit_SaysHowLongToWait()
    {
        var (alice, bob) = await TwoPeople();
        for (var attempt = 0; attempt < 5; attempt++)
            await alice.Call(bob);
        await alice.Post("/api/call/initiate", new { calleeId = bob.Id, media = "audio" })
            .Refused(HttpStatusCode.TooManyRequests, "rate_limited");
    }

    [Theory]
    [InlineData("{\"media\":\"audio\"}", "calleeId")]
    [InlineData("{\"calleeId\":\"x\",\"channelId\":\"y\",\"media\":\"audio\"}", "calleeId")]
    [InlineData("{\"channelId\":\"y\",\"media\":\"audio\"}", "channelId")]
    [InlineData("{\"calleeId\":\"x\"}", "media")]
    [InlineData("{\"calleeId\":\"x\",\"media\":\"smell\"}", "media")]
    [InlineData("{\"calleeId\":\"x\",\"media\":1}", "media")]
    [InlineData("{\"calleeId\":7,\"media\":\"audio\"}", "calleeId")]
    [InlineData("{\"calleeId\":\"x\",\"media\":\"audio\",\"callId\":\"7\"}", "callId")]
    [InlineData("{\"calleeId\":\"x\",\"media\":\"audio\",\"callId\":\"01A1F877-7AEA-7992-AC12-433526C78012\"}", "callId")]
    [InlineData("{\"calleeId\":\"x\",\"media\":\"audio\",\"callId\":\"00000000-0000-0000-0000-000000000000\"}", "callId")]
    [InlineData("{\"calleeId\":\"x\",\"media\":\"audio\",\"deviceId\":\"no spaces\"}", "deviceId")]
    [InlineData("{\"calleeId\":\"x\",\"media\":\"audio\",\"deviceId\":\"\"}", "deviceId")]
    public async Task Initiate_Malformed_NamesTheField(string body, string field)
    {
        var alice = await _frontEnd.NewPerson();
        var problem = await alice.Http.PostAsync("/api/call/initiate", Json.Text(body)).Refused(HttpStatusCode.BadRequest, "invalid");
        Assert.StartsWith(field, problem.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(field, problem.Text("field"));
    }

    [Fact]
    public async Task Initiate_ToOneselfOrNobody_IsRefused()
    {
        var alice = await _frontEnd.NewPerson();
        var stranger = await _frontEnd.NewPerson("globex");
        await alice.Post("/api/call/initiate", new { calleeId = alice.Id, media = "audio" }).Refused(HttpStatusCode.BadRequest, "invalid");
        await alice.Post("/api/call/initiate", new { calleeId = "nobody", media = "audio" }).Refused(HttpStatusCode.NotFound, "not_found");
        await alice.Post("/api/call/initiate", new { calleeId = new string('x', 10_000), media = "audio" })
            .Refused(HttpStatusCode.NotFound, "not_found");
        await alice.Post("/api/call/initiate", new { calleeId = "a\0b", media = "audio" }).Refused(HttpStatusCode.NotFound, "not_found");
        await alice.Post("/api/call/initiate", new { calleeId = stranger.Id, media = "audio" })
            .Refused(HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Initiate_ToAForeigner_IsAnsweredAsToNobody()
    {
        var alice = await _frontEnd.NewPerson();
        var foreigner = await _frontEnd.NewPerson("globex");
        var answers = new List<string>();
        foreach (var calleeId in new[] { foreigner.Id, Guid.NewGuid().ToString("N"), new string('x', 10_000) })
            answers.Add((
                await alice.Post("/api/call/initiate", new { calleeId, media = "audio" }).Refused(HttpStatusCode.NotFound, "not_found"))
                .GetRawText());
        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Initiate_ToSomebodyWhomOneSeesAndMayNotCall_IsForbidden()
    {
        await using var frontEnd = FrontEnd.Start(("Calls:Policy:UsersMayCallUsers", "false"));
        var (alice, bob) = (await frontEnd.NewPerson(), await frontEnd.NewPerson());
        await alice.Post("/api/call/initiate", new { calleeId = bob.Id, media = "audio" }).Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task WholeCall_WithoutASocket()
    {
        var (alice, bob) = await TwoPeople();
        await Attend(bob);
        Assert.Equal(HttpStatusCode.NoContent, (await bob.Http.GetAsync("/api/call/active")).StatusCode);
        var call = await alice.Call(bob, "a1");
        var command = new { callId = call.Text("callId") };

        Assert.Equal(call.Text("callId"), (await bob.Get("/api/call/active")).Text("callId"));
        Assert.Equal("ringing", (await bob.Get("/api/call/status?callId=" + command.callId)).Text("state"));
        Assert.Equal("connecting", (await bob.Do("/api/call/answer", command)).Text("state"));
        Assert.Equal("connecting", (await bob.Do("/api/call/answer", command)).Text("state"));
        Assert.Equal("in_call", (await alice.Get("/api/status/user/" + bob.Id)).Text("status"));
        Assert.Equal("ended", (await alice.Do("/api/call/hangup", command)).Text("state"));
        Assert.Equal("ended", (await bob.Do("/api/call/hangup", command)).Text("state"));
        Assert.Equal("ended", (await bob.Do("/api/call/reject", command)).Text("state"));
        Assert.Equal(HttpStatusCode.NoContent, (await bob.Http.GetAsync("/api/call/active")).StatusCode);

        var history = await bob.Get("/api/call/history?limit=1");
        Assert.Equal(command.callId, Assert.Single(history.GetProperty("items").EnumerateArray()).Text("callId"));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, history.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task Reject_EndsTheRing()
    {
        var (alice, bob) = await TwoPeople();
        await Attend(bob);
        var call = await alice.Call(bob);
        Assert.Equal("rejected", (await bob.Do("/api/call/reject", new { callId = call.Text("callId") })).Text("endReason"));
    }

    [Fact]
    public async Task Initiate_CrossedOnBothSides_IsOneCall()
    {
        for (var pair = 0; pair < 10; pair++)
        {
            var (alice, bob) = await TwoPeople();
            await Attend(alice);
            await Attend(bob);
            var calls = await Task.WhenAll(alice.Call(bob, "d1"), bob.Call(alice, "d1"));
            Assert.Equal(calls[0].Text("callId"), calls[1].Text("callId"));
            Assert.Equal("connecting", (await alice.Get("/api/call/active")).Text("state"));
        }
    }

    [Fact]
    public async Task Initiate_ToThePersonOneIsInACallWith_SupersedesIt()
    {
        var (alice, bob) = await TwoPeople();
        await Attend(alice);
        await Attend(bob);
        var first = await alice.Call(bob, "d1");
        await bob.Do("/api/call/answer", new { callId = first.Text("callId"), deviceId = "d1" });

        var second = await alice.Call(bob, "d1");

        Assert.NotEqual(first.Text("callId"), second.Text("callId"));
        Assert.Equal("superseded", (await alice.Get("/api/call/status?callId=" + first.Text("callId"))).Text("endReason"));
    }

    [Fact]
    public async Task MarkSeen_OneAndAll_CountsDown()
    {
        var (alice, bob) = await TwoPeople();
        var call = await alice.Call(bob);
        await alice.Call(bob);
        await alice.Call(bob);
        await using var socket = await bob.Connect();

        Assert.Equal(HttpStatusCode.NoContent, (await bob.Post("/api/call/mark-seen/" + call.Text("callId"))).StatusCode);
        await socket.Next("MissedChanged", unseen => unseen.GetInt32() == 2);
        Assert.Equal(2, (await bob.Get("/api/call/missed")).GetProperty("unseen").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await bob.Post("/api/call/mark-seen")).StatusCode);
        await socket.Next("MissedChanged", unseen => unseen.GetInt32() == 0);
        Assert.Equal(0, (await bob.Get("/api/call/missed")).GetProperty("unseen").GetInt32());
    }

    [Fact]
    public async Task History_PagesNewestFirst()
    {
        var (alice, bob) = await TwoPeople();
        var made = new List<string?>();
        for (var call = 0; call < 5; call++)
            made.Insert(0, (await alice.Call(bob)).Text("callId"));

        var read = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await bob.Get("/api/call/history?limit=2" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));
            read.AddRange(page.GetProperty("items").EnumerateArray().Select(call => call.Text("callId")));
            cursor = page.Text("next");
        }
        while (cursor is not null);

        Assert.Equal(made, read);
        await bob.Http.GetAsync("/api/call/history?cursor=nonsense").Refused(HttpStatusCode.BadRequest, "invalid");
        await bob.Http.GetAsync("/api/call/history?limit=0").Refused(HttpStatusCode.BadRequest, "invalid");
        await bob.Http.GetAsync("/api/call/history?limit=many").Refused(HttpStatusCode.BadRequest, "invalid");
    }

    [Fact]
    public async Task History_ShowsWhatIsAskedFor()
    {
        var (alice, bob) = await TwoPeople();
        var missed = (await alice.Call(bob)).Text("callId");
        var made = (await bob.Call(alice)).Text("callId");
        foreach (var (filter, wanted) in new[] { ("all", new[] { made, missed }), ("incoming", [missed]), ("outgoing", [made]),
            ("missed", [missed]) })
        {
            var page = await bob.Get("/api/call/history?filter=" + filter);
            Assert.Equal(wanted, page.GetProperty("items").EnumerateArray().Select(call => call.Text("callId")));
        }

        await bob.Http.GetAsync("/api/call/history?filter=0").Refused(HttpStatusCode.BadRequest, "invalid");
    }

    private async Task<(Person Alice, Person Bob)> TwoPeople() => (await _frontEnd.NewPerson(), await _frontEnd.NewPerson());

    private static Task Attend(Person person, string deviceId = "d1") => person.Do("/api/status/heartbeat", new { deviceId });
}
