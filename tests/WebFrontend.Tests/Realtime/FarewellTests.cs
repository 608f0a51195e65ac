using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Hosting;
using OrleansCalls.People;
using OrleansCalls.Sessions;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

/// <summary>What becomes of a call when the page or the session on one side of it goes.</summary>
[Collection(FrontEndCollection.Name)]
public sealed class FarewellTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task ClosedPage_IsSeenAsAway_AndDropped()
    {
        var (alice, bob) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await using var a1 = await alice.Connect("a1");
        var b1 = await bob.Connect("b1");
        await InACall(a1, bob, b1);

        await b1.DisposeAsync();

        await a1.Next("CallUpdated", call => IsAway(call, bob));
        Assert.Equal("dropped", (await a1.Next("CallEnded")).Text("endReason"));
    }

    [Fact]
    public async Task LostConnection_IsNoFarewell()
    {
        var (alice, bob) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await using var a1 = await alice.Connect("a1");
        var b1 = await bob.Connect("b1");
        var callId = await InACall(a1, bob, b1);
        b1.Abort();
        await using var back = await bob.Connect("b1");
        await back.Invoke("Heartbeat");

        await back.Invoke("Mute", callId, true, false);
        await a1.Next("CallUpdated", call => Of(call, bob).GetProperty("muted").GetBoolean());
        Assert.DoesNotContain(a1.Events, told => told.Name == "CallUpdated" && IsAway(told.Payload, bob));
    }

    [Fact]
    public async Task Logout_HangsUp()
    {
        var (alice, bob) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await using var a1 = await alice.Connect("a1");
        await using var b1 = await bob.Connect("b1");
        await InACall(a1, bob, b1);

        await bob.Post("/api/auth/logout");

        Assert.Equal("completed", (await a1.Next("CallEnded")).Text("endReason"));
    }

    [Fact]
    public async Task EndedSession_LeavesTheCall_ToBeResumedByANewOne()
    {
        var (alice, bob) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await using var a1 = await alice.Connect("a1");
        await using var b1 = await bob.Connect("b1");
        var callId = await InACall(a1, bob, b1);

        // As when it expires: nobody asked for the call to end.
        await _frontEnd.Services.GetRequiredService<ISessionStore>().Revoke(SessionToken.SessionId(bob.Token));
        await b1.Closed;

        var login = await Json.Read(await bob.Http.PostAsync(
            "/api/auth/login", Json.Body(new { username = bob.User.Username, password = Person.PasswordOf(bob.User.Username) })));
        await using var back = await HubClient.Connect(
            _frontEnd.Address, new HubClientOptions { AccessToken = login.Text("accessToken")!, DeviceId = "b1" });
        Assert.Equal(callId, (await back.Next("Snapshot")).GetProperty("call").Text("callId"));
        Assert.Equal("completed", (await back.Invoke("HangUp", callId)).Text("endReason"));
    }

    private static async Task<string> InACall(HubClient caller, Person callee, HubClient answering)
    {
        var callId = (await caller.Invoke("Initiate", new { calleeId = callee.Id, media = "audio" })).Text("callId")!;
        await answering.Invoke("Answer", callId);
        await caller.Invoke("Connected", callId);
        return callId;
    }

    private static bool IsAway(JsonElement call, Person person) => Of(call, person).GetProperty("away").GetBoolean();

    private static JsonElement Of(JsonElement call, Person person) =>
        call.GetProperty("participants").EnumerateArray().Single(participant => participant.Text("userId") == person.Id);
}
