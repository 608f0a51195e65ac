using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using OrleansCalls.Calls;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

[Collection(FrontEndCollection.Name)]
public sealed class CallsHubTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task Snapshot_ComesFirstOnEveryConnection()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await bob.Do("/api/status/heartbeat", new { deviceId = "d0" });
        var call = await alice.Call(bob, "a1");

        for (var attempt = 0; attempt < 5; attempt++)
        {
            await using var socket = await bob.Connect("d" + attempt);
            Assert.Equal("Snapshot", socket.Events[0].Name);
            var snapshot = socket.Events[0].Payload;
            Assert.Equal(bob.Id, snapshot.GetProperty("me").Text("id"));
            Assert.Equal(call.Text("callId"), snapshot.GetProperty("call").Text("callId"));
            Assert.Equal(0, snapshot.GetProperty("unseen").GetInt32());
            Assert.EndsWith("Z", snapshot.Text("serverTime"), StringComparison.Ordinal);
            Assert.Equal(1, snapshot.GetProperty("settings").GetProperty("heartbeatSeconds").GetDouble());
            Assert.Equal(5, snapshot.GetProperty("settings").GetProperty("reconnectGraceSeconds").GetDouble());
            Assert.Equal(call.Text("callId"), (await socket.Invoke("Resume")).GetProperty("call").Text("callId"));
        }
    }

    [Fact]
    public async Task WholeCall_IsToldToBothSidesAndAllDevices()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await using var a1 = await alice.Connect("a1");
        await using var a2 = await alice.Connect("a2");
        await using var b1 = await bob.Connect("b1");
        await using var b2 = await bob.Connect("b2");

        var callId = CallId.New();
        var call = await a1.Invoke("Initiate", new { calleeId = bob.Id, media = "video", callId });
        Assert.Equal("ringing", call.Text("state"));
        foreach (var device in new[] { a1, a2, b1, b2 })
            Assert.Equal("a1", (await device.Next("CallInitiated", Is(callId))).GetProperty("participants")[0].Text("deviceId"));

        Assert.Equal("connecting", (await b2.Invoke("Answer", callId)).Text("state"));
        foreach (var device in new[] { a1, a2, b1, b2 })
            Assert.Equal("b2", (await device.Next("CallAnswered", Is(callId))).GetProperty("participants")[1].Text("deviceId"));

        await a1.Invoke("Connected", callId);
        await b2.Invoke("Connected", callId);
        await a1.Next("CallUpdated", update => update.Text("state") == "connected");
        await b2.Invoke("Mute", callId, true, true);
        await a1.Next("CallUpdated", update => update.GetProperty("participants")[1].GetProperty("muted").GetBoolean());
        await b2.Invoke("MediaLost", callId);
        await b2.Invoke("Connected", callId);

        Assert.Equal("completed", (await a1.Invoke("HangUp", callId)).Text("endReason"));
        foreach (var device in new[] { a1, a2, b1, b2 })
            await device.Next("CallEnded", Is(callId));
        Assert.Equal("completed", (await b2.Invoke("HangUp", callId)).Text("endReason"));
    }

    [Fact]
    public async Task Reject_TellsTheCallerOnce_ThatTheCallIsOver()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await using var a1 = await alice.Connect("a1");
        await using var b1 = await bob.Connect("b1");
        var call = await a1.Invoke("Initiate", new { calleeId = bob.Id, media = "audio" });
        await b1.Invoke("Reject", call.Text("callId"));
        await a1.Next("CallEnded", ended => ended.Text("endReason") == "rejected");
        Assert.Single(a1.Events, told => told.Name.StartsWith("Call", StringComparison.Ordinal) && told.Payload.Text("state") == "ended");
    }

    [Fact]
    public async Task Refusals_BeginWithTheirCode()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        var stranger = await _frontEnd.NewPerson("globex");
        await using var socket = await alice.Connect();
        await Refused("invalid", () => socket.Invoke("Initiate", new { calleeId = alice.Id, media = "audio" }));
        await Refused("not_found", () => socket.Invoke("Initiate", new { calleeId = "nobody", media = "audio" }));
        await Refused("not_found", () => socket.Invoke("Initiate", new { calleeId = stranger.Id, media = "audio" }));
        await Refused("invalid", () => socket.Invoke("SetStatus", "in_call"));
        await Refused("invalid", () => socket.Invoke("SetStatus", "asleep"));
        await Refused("invalid", () => socket.Invoke("SetStatus", 1));
        await Refused("invalid", () => socket.Invoke("Answer"));
        await Refused("invalid", () => socket.Invoke("Answer", 1, 2));
        await Refused("invalid", () => socket.Invoke("Answer", new { callId = "x" }));
        await Refused("invalid", () => socket.Invoke("Initiate", "x"));
        await Refused("invalid", () => socket.Invoke("Initiate", new object?[] { null }));
        await Refused("invalid", () => socket.Invoke("Watch", new object?[] { new string?[] { null } }));
        await Refused("invalid", () => socket.Invoke("Watch", new object?[] { null }));
        await Refused("invalid", () => socket.Invoke("Nothing"));
        Assert.Equal(
            "invalid: ringFor: is not a field of this request.",
            (await Refused("invalid", () => socket.Invoke("Initiate", new { calleeId = bob.Id, media = "audio", ringFor = 5 }))).Message);
        await Refused("invalid", () => socket.Invoke("OnConnectedAsync"));
        await Refused("invalid", () => socket.Invoke("Watch", new object?[] { Enumerable.Range(0, 501).Select(at => "u" + at).ToArray() }));

        for (var attempt = 0; attempt < 5; attempt++)
            await socket.Invoke("Initiate", new { calleeId = bob.Id, media = "audio" });
        var limited = await Refused("rate_limited", () => socket.Invoke("Initiate", new { calleeId = bob.Id, media = "audio" }));
        Assert.Matches(@" retryAfter=\d+$", limited.Message);
        await socket.Invoke("SetStatus", "away");
        Assert.Equal("away", (await alice.Get("/api/status/user/" + alice.Id)).Text("status"));
    }

    [Theory]
    [InlineData("{\u001e")]
    [InlineData("not json at all\u001e")]
    [InlineData("{\"type\":1,\"target\":\u001e")]
    public async Task BrokenFrames_CloseTheirOwnSocketOnly(string frame)
    {
        var alice = await _frontEnd.NewPerson();
        await using var socket = await alice.Connect("a1");
        await using var other = await alice.Connect("a2");
        await socket.SendRaw(System.Text.Encoding.UTF8.GetBytes(frame));
        await socket.Closed.WaitAsync(Eventually.Patience);
        await other.Invoke("Heartbeat");
    }

    [Fact]
    public async Task DeepArguments_CloseTheirOwnSocketOnly()
    {
        var alice = await _frontEnd.NewPerson();
        await using var socket = await alice.Connect("a1");
        await using var other = await alice.Connect("a2");
        var deep = string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100));
        await socket.SendRaw(System.Text.Encoding.UTF8.GetBytes("{\"type\":1,\"target\":\"Answer\",\"arguments\":[" + deep + "]}\u001e"));
        await socket.Closed.WaitAsync(Eventually.Patience);
        await other.Invoke("Heartbeat");
    }

    [Fact]
    public async Task TwoConnectionsOfOneDevice_NewestWins()
    {
        var alice = await _frontEnd.NewPerson();
        await using var older = await alice.Connect("d1");
        await using var newer = await alice.Connect("d1");
        await older.Closed.WaitAsync(Eventually.Patience);
        await newer.Invoke("Heartbeat");
        Assert.Equal("online", (await alice.Get("/api/status/user/" + alice.Id)).Text("status"));
    }

    [Theory]
    [InlineData("no spaces")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    public async Task MalformedDevice_IsRefusedBeforeItOpens(string deviceId)
    {
        var alice = await _frontEnd.NewPerson();
        var refused = await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => alice.Connect(deviceId));
        Assert.Contains("400", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KilledClient_IsOfflineWithinThePatience()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await using var watcher = await alice.Connect();
        var killed = await bob.Connect();
        await watcher.Invoke("Watch", new object[] { new[] { bob.Id } });
        await watcher.Next("PresenceChanged", presence => presence.Text("userId") == bob.Id && presence.Text("status") == "online");
        killed.Abort();
        await watcher.Next("PresenceChanged", presence => presence.Text("userId") == bob.Id && presence.Text("status") == "offline");
        await killed.DisposeAsync();
    }

    [Fact]
    public async Task ClosedClient_IsOfflineAtOnce_AndOneWhoseConnectionWasLostIsWaitedFor()
    {
        await using var frontEnd = FrontEnd.Start(("Calls:HeartbeatInterval", "00:00:20"));
        var alice = await frontEnd.NewPerson();
        var bob = await frontEnd.NewPerson();
        var lost = await alice.Connect();
        var closed = await bob.Connect();

        lost.Abort();
        await closed.DisposeAsync();

        await Eventually.Holds(async () => (await alice.Get("/api/status/user/" + bob.Id)).Text("status") == "offline");
        Assert.Equal("online", (await bob.Get("/api/status/user/" + alice.Id)).Text("status"));
        await lost.DisposeAsync();
    }

    [Fact]
    public async Task ConnectionThatCouldNotBeServed_IsForgotten()
    {
        var index = Substitute.For<ICallIndex>();
        index.ReadUserCalls("", default).ReturnsForAnyArgs(new UserCalls([], []));
        index.ReadOverdue(default, default).ReturnsForAnyArgs([]);
        index.ReadLive().ReturnsForAnyArgs([]);
        index.CountUnseen("").ReturnsForAnyArgs(Task.FromException<int>(new TimeoutException()), Task.FromResult(0));
        await using var frontEnd = FrontEnd.Start(services => services.AddSingleton(index));
        var alice = await frontEnd.NewPerson();
        var connections = frontEnd.Services.GetRequiredService<ConnectionRegistry>();

        await using var refused =
            await HubClient.Connect(frontEnd.Address, new HubClientOptions { AccessToken = alice.Token, DeviceId = "d1" });
        await refused.Closed.WaitAsync(Eventually.Patience);
        Assert.Equal(0, connections.Count);
        await using var served = await alice.Connect("d2");
        Assert.Equal(1, connections.Count);
    }

    private static Func<JsonElement, bool> Is(string callId) => call => call.Text("callId") == callId;

    private static async Task<HubRefusedException> Refused(string code, Func<Task> command)
    {
        var refused = await Assert.ThrowsAsync<HubRefusedException>(command);
        Assert.Equal(code, refused.Code);
        return refused;
    }
}
