using System.Net;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Calls;

/// <summary>FEATURES H3: a call that is on another tab or device of one's own.</summary>
[Collection(FrontEndCollection.Name)]
public sealed class JoinTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task Join_FromAnotherDevice_MovesTheCall_AndTellsEverybody()
    {
        var (alice, bob) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await using var a1 = await alice.Connect("a1");
        await using var b1 = await bob.Connect("b1");
        await using var b2 = await bob.Connect("b2");
        var callId = await Call(a1, bob, b1);

        var moved = await b2.Invoke("Join", callId);

        Assert.Equal(("connected", "b2"), (moved.Text("state"), DeviceOf(moved, bob)));
        foreach (var device in new[] { a1, b1, b2 })
            await device.Next("CallUpdated", update => DeviceOf(update, bob) == "b2");
        foreach (var command in new Func<Task>[] { () =>
            b1.Invoke("HangUp", callId), () => b1.Invoke("Signal", new { callId, type = "ice", payload = "x" }) })
            Assert.Equal("not_bound", (await Assert.ThrowsAsync<HubRefusedException>(command)).Code);
        Assert.Equal("completed", (await b2.Invoke("HangUp", callId)).Text("endReason"));
    }

    [Fact]
    public async Task AnotherTab_HangsUp_WithoutADevice()
    {
        var (alice, bob) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await using var a1 = await alice.Connect("a1");
        await using var b1 = await bob.Connect("b1");
        var callId = await Call(a1, bob, b1);

        await bob.Post("/api/call/hangup", new { callId, deviceId = "b2" }).Refused(HttpStatusCode.Conflict, "not_bound");
        Assert.Equal("b2", DeviceOf(await bob.Do("/api/call/join", new { callId, deviceId = "b2" }), bob));
        Assert.Equal("b2", DeviceOf(await bob.Do("/api/call/join", new { callId }), bob));
        Assert.Equal("completed", (await bob.Do("/api/call/hangup", new { callId })).Text("endReason"));
        await a1.Next("CallEnded");
    }

    [Fact]
    public async Task Join_OfWhatRings_ComesIn()
    {
        var (alice, bob) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await using var b1 = await bob.Connect("b1");
        var call = await alice.Call(bob, "a1");

        var joined = await b1.Invoke("Join", call.Text("callId"));

        Assert.Equal(("connecting", "b1"), (joined.Text("state"), DeviceOf(joined, bob)));
    }

    private static async Task<string> Call(HubClient caller, Person callee, HubClient answering)
    {
        var callId = (await caller.Invoke("Initiate", new { calleeId = callee.Id, media = "audio" })).Text("callId")!;
        await answering.Invoke("Answer", callId);
        await caller.Invoke("Connected", callId);
        return callId;
    }

    private static string? DeviceOf(System.Text.Json.JsonElement call, Person person) =>
        call.GetProperty("participants").EnumerateArray().Single(participant => participant.Text("userId") == person.Id).Text("deviceId");
}
