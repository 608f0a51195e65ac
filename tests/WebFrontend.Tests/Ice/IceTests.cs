using System.Text.Json;
using OrleansCalls.Hosting;
using OrleansCalls.Realtime;

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

    /// <summary>HMAC-SHA1 of RFC 2202, case 2, in base64.</summary>
    [Fact]
    public void Credential_IsTheHmacOfTheUserName() =>
        Assert.Equal("7/zfauXrL6LSdBbV8YTfnCWafHk=", IceServers.Credential("what do ya want for nothing?", "Jefe"));
}
