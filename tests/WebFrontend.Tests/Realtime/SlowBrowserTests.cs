using System.Net.WebSockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Calls;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

[Collection(FrontEndCollection.Name)]
public sealed class SlowBrowserTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task BrowserThatReadsNothing_DelaysNobodyAndIsClosed()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        using var deaf = new ClientWebSocket();
        await deaf.ConnectAsync(new Uri($"ws://{_frontEnd.Address.Authority}/hubs/calls?deviceId=b1&access_token={bob.Token}"), default);
        await deaf.SendAsync(
            Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, default);
        await using var listening = await bob.Connect("b2");
        await using var sender = await alice.Connect("a1");
        var call = await sender.Invoke("Initiate", new { calleeId = bob.Id, media = "audio" });
        await bob.Do("/api/call/answer", new { callId = call.Text("callId"), deviceId = "b1" });

        // Far more than sockets and outbox hold; the connection is closed because it takes nothing, not because of who sends too much.
        var payload = new string('x', 60_000);
        for (var at = 0; at < 250; at++)
            await sender.Invoke("Signal", new { callId = call.Text("callId"), type = "ice", payload });

        await sender.Invoke("Mute", call.Text("callId"), true, false);
        await listening.Next("CallUpdated", update => update.GetProperty("participants")[0].GetProperty("muted").GetBoolean());
        var connections = _frontEnd.Services.GetRequiredService<ConnectionRegistry>();
        await Eventually.Holds(() => !connections.Has(bob.Id, "b1"), TimeSpan.FromMinutes(1));
        Assert.Equal("connecting", (await bob.Get("/api/call/active")).Text("state"));
    }
}
