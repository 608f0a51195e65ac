using System.Text.Json;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Ice;

[Collection(FrontEndCollection.Name)]
public sealed class IceTests(FrontEndFixture fixture)
{
    [Fact]
    public async Task Servers_WithoutSettings_AreOnePublicStun()
    {
        var alice = await fixture.FrontEnd.NewPerson();
        var answer = await alice.Get("/api/ice-servers");
        var server = Assert.Single(answer.GetProperty("iceServers").EnumerateArray());
        Assert.StartsWith("stun:", server.GetProperty("urls")[0].GetString(), StringComparison.Ordinal);
        Assert.False(server.TryGetProperty("credential", out _));
        Assert.False(answer.TryGetProperty("expiresAt", out _));
    }

    [Fact]
    public async Task Relay_IsForWhoIsInACall_OrIsCalled_AndOnlySoLong()
    {
        await using var frontEnd = FrontEnd.Start(("Ice:Turn:Urls:0", "turn:turn.example?transport=udp"), ("Ice:Turn:Secret", "north"));
        var (alice, bob, carol) = (await frontEnd.NewPerson(), await frontEnd.NewPerson(), await frontEnd.NewPerson());
        await bob.Do("/api/status/heartbeat", new { deviceId = "d1" });
        Assert.Equal((false, false), (await HasRelay(alice), await HasRelay(bob)));

        var call = await alice.Call(bob, "d1");
        Assert.Equal((true, true, false), (await HasRelay(alice), await HasRelay(bob), await HasRelay(carol)));
        await bob.Do("/api/call/answer", new { callId = call.Text("callId"), deviceId = "d1" });
        Assert.Equal((true, true), (await HasRelay(alice), await HasRelay(bob)));

        await alice.Do("/api/call/hangup", new { callId = call.Text("callId"), deviceId = "d1" });
        await Eventually.Holds(async () => !await HasRelay(alice) && !await HasRelay(bob));
    }

    private static async Task<bool> HasRelay(Person person)
    {
        var answer = await person.Get("/api/ice-servers");
        Assert.Equal(answer.TryGetProperty("expiresAt", out _), answer.GetProperty("iceServers").GetArrayLength() > 1);
        return answer.GetProperty("iceServers").EnumerateArray()
            .Any(server => server.GetProperty("urls")[0].GetString()!.StartsWith("turn:", StringComparison.Ordinal));
    }

    /// <summary>HMAC-SHA1 of RFC 2202, case 2, in base64.</summary>
    [Fact]
    public void Credential_IsTheHmacOfTheUserName() =>
        Assert.Equal("7/zfauXrL6LSdBbV8YTfnCWafHk=", IceServers.Credential("what do ya want for nothing?", "Jefe"));
}
