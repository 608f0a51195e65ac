using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansCalls.Hosting;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

/// <summary>FAULTS 13: what becomes of those who come when many come at once.</summary>
public sealed class AdmissionTests
{
    [Fact]
    public async Task OneAtATime_EverybodyGetsIn()
    {
        await using var frontEnd = FrontEnd.Start(("Admission:AtOnce", "1"));
        var alice = await frontEnd.NewPerson();

        var sockets = await Task.WhenAll(Enumerable.Range(0, 30).Select(at => alice.Connect("d" + at)));

        foreach (var socket in sockets)
        {
            await socket.Invoke("Heartbeat");
            await socket.DisposeAsync();
        }
    }

    [Fact]
    public async Task WhenTooManyWait_TheNextIsToldToComeAgain_AndOneWhoSaysNothingKeepsNobodyOutForLong()
    {
        await using var frontEnd = FrontEnd.Start(("Admission:AtOnce", "1"), ("Admission:QueueLimit", "0"));
        var alice = await frontEnd.NewPerson();
        using var silent = new ClientWebSocket();
        await silent.ConnectAsync(new Uri($"ws://{frontEnd.Address.Authority}/hubs/calls?access_token={alice.Token}"), CancellationToken.None);

        using var refused = await alice.Http.GetAsync("/hubs/calls");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("unavailable", (await Json.Read(refused)).Text("code"));

        await using var client = await Eventually.Holds(() => TryConnect(alice), client => client is not null);
        await client!.Invoke("Heartbeat");
    }

    [Fact]
    public async Task WhoGoesAwayWhileTheyWait_KeepsNobodyOut()
    {
        await using var frontEnd = FrontEnd.Start(("Admission:AtOnce", "1"), ("Admission:QueueLimit", "1"));
        var alice = await frontEnd.NewPerson();
        using var silent = new ClientWebSocket();
        await silent.ConnectAsync(new Uri($"ws://{frontEnd.Address.Authority}/hubs/calls?access_token={alice.Token}"), CancellationToken.None);
        using (var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100)))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => alice.Http.GetAsync("/hubs/calls", impatience.Token));

        await using var client = await Eventually.Holds(() => TryConnect(alice), client => client is not null);
        await client!.Invoke("Heartbeat");
    }

    [Fact]
    public async Task TheSystemKeepsAsManyUntilTheyAreAccepted_AsIsSet()
    {
        await using var frontEnd = FrontEnd.Start(("Admission:Backlog", "300"));

        Assert.Equal(300, frontEnd.Services.GetRequiredService<IOptions<SocketTransportOptions>>().Value.Backlog);
    }

    private static async Task<HubClient?> TryConnect(Person person)
    {
        try
        {
            return await person.Connect();
        }
        catch (WebSocketException)
        {
            return null;
        }
    }
}
