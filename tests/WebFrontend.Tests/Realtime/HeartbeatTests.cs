using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Calls;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

/// <summary>Whatever a browser missed, its next heartbeat brings.</summary>
[Collection(FrontEndCollection.Name)]
public sealed class HeartbeatTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task Heartbeat_WhenEventsWereLost_TellsTheCallAndItsEnd()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        var registry = _frontEnd.Services.GetRequiredService<ConnectionRegistry>();
        await using var socket = await bob.Connect("b1");
        var connection = Assert.Single(registry.Of(bob.Id));

        // Out of the registry, nothing that grains tell gets through.
        registry.Remove(connection);
        var call = await alice.Call(bob, "a1");
        await socket.Invoke("Heartbeat");
        Assert.Equal("ringing", (await socket.Next("CallUpdated")).Text("state"));

        await alice.Do("/api/call/hangup", new { callId = call.Text("callId") });
        await socket.Invoke("Heartbeat");
        Assert.Equal("cancelled", (await socket.Next("CallEnded")).Text("endReason"));
        Assert.Equal(2, socket.Events.Count(e => e.Name.StartsWith("Call", StringComparison.Ordinal)));
        registry.Add(connection);
    }

    [Fact]
    public async Task Heartbeat_OverHttp_KeepsDeviceAndCall()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await bob.Do("/api/status/heartbeat", new { deviceId = "b1" });
        Assert.Equal("online", (await alice.Get("/api/status/user/" + bob.Id)).Text("status"));
        await Eventually.Holds(async () => (await alice.Get("/api/status/user/" + bob.Id)).Text("status"), status => status == "offline");
        await bob.Post("/api/status/heartbeat", new { deviceId = "not a device" }).Refused(System.Net.HttpStatusCode.BadRequest, "invalid");
        await bob.Post("/api/status/heartbeat", new { }).Refused(System.Net.HttpStatusCode.BadRequest, "invalid");
    }
}
