using System.Net;
using System.Text;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Calls;

/// <summary>FAULTS 16 and 17.</summary>
[Collection(FrontEndCollection.Name)]
public sealed class SignalTests(FrontEndFixture fixture)
{
    private const int Limit = 65536;
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task Signal_ReachesTheOtherDeviceAsItWasSent()
    {
        var (alice, bob, callId) = await InCall();
        await using var receiver = await bob.Connect("b1");
        await using var otherDevice = await bob.Connect("b2");
        const string payload = "v=0\r\n\0\u2028 <\"&'+> \ud83d\ude00 ä";

        await using (var sender = await alice.Connect("a1"))
            await sender.Invoke("Signal", new { callId, type = "offer", payload, generation = 3, to = bob.Id, deviceId = "b2" });

        var signal = await receiver.Next("SignalReceived");
        Assert.Equal(payload, signal.Text("payload"));
        Assert.Equal(
            (alice.Id, "a1", bob.Id, "offer"), (signal.Text("from"), signal.Text("fromDevice"), signal.Text("to"), signal.Text("type")));
        Assert.Equal(3, signal.GetProperty("generation").GetInt32());
        Assert.Equal(1, signal.GetProperty("seq").GetInt64());
        Assert.DoesNotContain(otherDevice.Events, e => e.Name == "SignalReceived");
    }

    [Fact]
    public async Task Signals_WithoutASocket_AreFetchedByNumber()
    {
        var (alice, bob, callId) = await InCall();
        for (var at = 1; at <= 3; at++)
            Assert.Equal(
                HttpStatusCode.Accepted,
                (await alice.Post(
                "/api/call/signal", new { callId, type = "ice", payload = "candidate " + at, deviceId = "a1" })).StatusCode);

        var page = await bob.Get($"/api/call/signals?callId={callId}&after=0&deviceId=b1");
        Assert.Equal(
            ["candidate 1", "candidate 2", "candidate 3"], page.GetProperty("items").EnumerateArray()
            .Select(signal => signal.Text("payload")));
        var next = page.GetProperty("next").GetInt64();
        Assert.Equal(
            0, (await bob.Get($"/api/call/signals?callId={callId}&after={next}&deviceId=b1")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task SixtyLargeSignals_WhileItRings_AllComeInOrderAfterTheAnswer()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await using var sender = await alice.Connect("a1");
        await using var receiver = await bob.Connect("b1");
        var callId = (await sender.Invoke("Initiate", new { calleeId = bob.Id, media = "audio" })).Text("callId");
        var filler = new string('x', Limit - 8);
        var payloads = Enumerable.Range(0, 60).Select(at => $"{at:D8}{filler}").ToList();
        foreach (var payload in payloads)
            await sender.Invoke("Signal", new { callId, type = "ice", payload });

        Assert.Equal("connecting", (await receiver.Invoke("Answer", callId)).Text("state"));
        await receiver.Next("SignalReceived", signal => signal.Text("payload") == payloads[^1]);

        Assert.Equal(payloads, receiver.Events.Where(e => e.Name == "SignalReceived").Select(e => e.Payload.Text("payload")));
        await receiver.Invoke("Heartbeat");
        await sender.Invoke("Signal", new { callId, type = "ice", payload = "late" });
        await receiver.Next("SignalReceived", signal => signal.Text("payload") == "late");
    }

    [Fact]
    public async Task SignalsThatFindNoRoom_AreRefused_AndWhatWasTakenStays()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await using var sender = await alice.Connect("a1");
        await using var receiver = await bob.Connect("b1");
        var callId = (await sender.Invoke("Initiate", new { calleeId = bob.Id, media = "audio" })).Text("callId");
        var payload = new string('x', Limit);
        var taken = 0;
        var refused = await Assert.ThrowsAsync<HubRefusedException>(async () =>
        {
            for (; ; taken++)
                await sender.Invoke("Signal", new { callId, type = "ice", payload });
        });
        Assert.Equal(("rate_limited", 64), (refused.Code, taken));

        await receiver.Invoke("Answer", callId);
        await Eventually.Holds(() => receiver.Events.Count(e => e.Name == "SignalReceived") == taken);
        await Eventually.Holds(async () => await IsTaken());

        async Task<bool> IsTaken()
        {
            try
            {
                await sender.Invoke("Signal", new { callId, type = "ice", payload });
                return true;
            }
            catch (HubRefusedException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Signal_FromALosingDevice_IsRefused()
    {
        var (alice, bob, callId) = await InCall();
        await using var peer = await alice.Connect("a1");
        await using var losing = await bob.Connect("b2");

        var refused =
            await Assert.ThrowsAsync<HubRefusedException>(() => losing.Invoke("Signal", new { callId, type = "answer", payload = "x" }));
        Assert.Equal("not_bound", refused.Code);
        await bob.Post("/api/call/signal", new { callId, type = "answer", payload = "x", deviceId = "b2" })
            .Refused(HttpStatusCode.Conflict, "not_bound");

        // The bound device's comes through, and nothing before it did.
        await bob.Post("/api/call/signal", new { callId, type = "answer", payload = "mine", deviceId = "b1" });
        Assert.Equal("mine", (await peer.Next("SignalReceived")).Text("payload"));
    }

    [Fact]
    public async Task Signals_SentWithoutWaiting_ArriveInOrder()
    {
        var (alice, bob, callId) = await InCall();
        await using var receiver = await bob.Connect("b1");
        await using var sender = await alice.Connect("a1");
        var payloads = Enumerable.Range(0, 100).Select(at => "candidate " + at).ToList();
        await Task.WhenAll(payloads.Select(payload => sender.Invoke("Signal", new { callId, type = "ice", payload })));
        await receiver.Next("SignalReceived", signal => signal.Text("payload") == payloads[^1]);
        Assert.Equal(payloads, receiver.Events.Where(e => e.Name == "SignalReceived").Select(e => e.Payload.Text("payload")));
    }

    [Theory]
    [InlineData('a')]
    [InlineData('\0')]
    public async Task Signal_OfTheLargestSize_IsTaken(char filler)
    {
        var (alice, _, callId) = await InCall();
        var payload = new string(filler, Limit);
        Assert.Equal(
            HttpStatusCode.Accepted,
            (await alice.Post("/api/call/signal", new { callId, type = "offer", payload, deviceId = "a1" })).StatusCode);
        await using var socket = await alice.Connect("a1");
        await socket.Invoke("Signal", new { callId, type = "offer", payload });
    }

    [Theory]
    [InlineData("a", Limit + 1)]
    [InlineData("ä", Limit / 2 + 1)]
    [InlineData("a", 1024 * 1024)]
    public async Task Signal_OverTheLimit_IsTooLarge(string filler, int count)
    {
        var (alice, _, callId) = await InCall();
        var payload = new StringBuilder().Insert(0, filler, count).ToString();
        await alice.Post("/api/call/signal", new { callId, type = "offer", payload, deviceId = "a1" })
            .Refused(HttpStatusCode.RequestEntityTooLarge, "too_large");
    }

    [Fact]
    public async Task Signal_OverTheHub_TooLargeIsRefusedAndFarTooLargeClosesOnlyThatSocket()
    {
        var (alice, bob, callId) = await InCall();
        await using var peer = await bob.Connect("b1");
        await using var socket = await alice.Connect("a1");

        var refused =
            await Assert.ThrowsAsync<HubRefusedException>(
            () => socket.Invoke("Signal", new { callId, type = "offer", payload = new string('a', Limit + 1) }));
        Assert.Equal("too_large", refused.Code);
        await socket.Invoke("Heartbeat");

        await Assert.ThrowsAnyAsync<Exception>(
            () => socket.Invoke("Signal", new { callId, type = "offer", payload = new string('a', 1024 * 1024) }));
        await socket.Closed.WaitAsync(Eventually.Patience);
        await peer.Invoke("Heartbeat");
        Assert.DoesNotContain(peer.Events, e => e.Name == "SignalReceived");
        Assert.Equal("connecting", (await bob.Get("/api/call/active")).Text("state"));
    }

    [Theory]
    [InlineData("{\"type\":\"offer\",\"payload\":\"x\"}", "callId")]
    [InlineData("{\"callId\":\"c\",\"payload\":\"x\"}", "type")]
    [InlineData("{\"callId\":\"c\",\"type\":\"bye\",\"payload\":\"x\"}", "type")]
    [InlineData("{\"callId\":\"c\",\"type\":2,\"payload\":\"x\"}", "type")]
    [InlineData("{\"callId\":\"c\",\"type\":\"offer\"}", "payload")]
    [InlineData("{\"callId\":\"c\",\"type\":\"offer\",\"payload\":{}}", "payload")]
    [InlineData("{\"callId\":\"c\",\"type\":\"offer\",\"payload\":\"x\",\"generation\":-1}", "generation")]
    [InlineData("{\"callId\":\"c\",\"type\":\"offer\",\"payload\":\"x\",\"generation\":\"1\"}", "generation")]
    public async Task Signal_Malformed_NamesTheField(string body, string field)
    {
        var alice = await _frontEnd.NewPerson();
        var problem = await alice.Http.PostAsync("/api/call/signal", Json.Text(body)).Refused(HttpStatusCode.BadRequest, "invalid");
        Assert.StartsWith(field, problem.Text("detail"), StringComparison.Ordinal);
        await using var socket = await alice.Connect();
        var refused =
            await Assert.ThrowsAsync<HubRefusedException>(() => socket.Invoke("Signal", System.Text.Json.JsonElement.Parse(body)));
        Assert.Equal("invalid", refused.Code);
        Assert.StartsWith("invalid: " + field, refused.Message, StringComparison.Ordinal);
    }

    private async Task<(Person Alice, Person Bob, string CallId)> InCall()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await bob.Do("/api/status/heartbeat", new { deviceId = "b1" });
        var call = await alice.Call(bob, "a1");
        await bob.Do("/api/call/answer", new { callId = call.Text("callId"), deviceId = "b1" });
        return (alice, bob, call.Text("callId")!);
    }
}
