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

    [Fact]
    public async Task DeviceTooMany_IsRefused_OverHttpAndOverTheHub()
    {
        await using var frontEnd =
            FrontEnd.Start(("Calls:DevicesPerPerson", "2"), ("Calls:HeartbeatInterval", "00:01:00"), ("Calls:AbsenceLimit", "00:05:00"));
        var bob = await frontEnd.NewPerson();
        await using var first = await bob.Connect("b1");
        await bob.Do("/api/status/heartbeat", new { deviceId = "b2" });

        await bob.Post("/api/status/heartbeat", new { deviceId = "b3" }).Refused(System.Net.HttpStatusCode.TooManyRequests, "rate_limited");
        var refused = await HubClient.Connect(frontEnd.Address, new HubClientOptions { AccessToken = bob.Token, DeviceId = "b3" });
        Assert.Contains("rate_limited", await refused.Closed.WaitAsync(Eventually.Patience), StringComparison.Ordinal);
        Assert.Empty(refused.Events);

        await first.Invoke("Heartbeat");
        await bob.Do("/api/status/heartbeat", new { deviceId = "b2" });
    }
}
