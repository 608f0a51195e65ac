using System.Diagnostics.Metrics;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansCalls.Hosting;
using OrleansCalls.Http;
using OrleansCalls.People;
using OrleansCalls.Sessions;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

/// <summary>FAULTS 13 and 22: what becomes of those who come when many come at once, many people or one person many times.</summary>
public sealed class AdmissionTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddLogging().AddMetrics().AddWire().BuildServiceProvider();

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
    public async Task WhenTooManyWait_TheNextIsToldToComeAgain()
    {
        var admission = Admission(atOnce: 1, queueLimit: 0);
        var free = new TaskCompletionSource();
        var connecting = admission.Run(Request("alice"), _ => free.Task);

        var refused = Request("bob");
        await admission.Run(refused, _ => throw new InvalidOperationException("It is not bob's turn."));
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, refused.Response.StatusCode);
        Assert.Equal("2", refused.Response.Headers.RetryAfter);

        free.SetResult();
        await connecting;
        await AssertLetIn(admission, "bob");
    }

    [Fact]
    public async Task WhenTheFrontEndDrains_WhoWaitsAndWhoComesIsSentElsewhere()
    {
        var drain = Drain();
        var admission = Admission(atOnce: 1, queueLimit: 10, drain);
        var free = new TaskCompletionSource();
        var connecting = admission.Run(Request("alice"), _ => free.Task);
        var early = Request("bob");
        var waiting = admission.Run(early, _ => throw new InvalidOperationException("Bob was let in."));

        drain.Begin();
        await waiting;
        free.SetResult();
        await connecting;
        var late = Request("carol");
        await admission.Run(late, _ => throw new InvalidOperationException("Carol was let in."));

        Assert.All([early, late], refused => Assert.Equal(StatusCodes.Status503ServiceUnavailable, refused.Response.StatusCode));
        Assert.All([early, late], refused => Assert.Equal("1", refused.Response.Headers.RetryAfter));
    }

    [Fact]
    public async Task WhoHasAnOpenSocket_NeedsNoTurnUntilTheyShookHands()
    {
        var admission = Admission(atOnce: 1, queueLimit: 0);
        var gone = new TaskCompletionSource();
        var silent = Request("alice");
        var connected = admission.Run(silent, context =>
        {
            OrleansCalls.Realtime.Admission.Accepted(context);
            return gone.Task;
        });

        await AssertLetIn(admission, "bob");
        gone.SetResult();
        await connected;
    }

    [Fact]
    public async Task SilentSocketsOfOnePerson_KeepNobodyOut()
    {
        await using var frontEnd = FrontEnd.Start(("Admission:AtOnce", "1"), ("Admission:HandshakeTimeout", "00:01:00"));
        var mallory = await frontEnd.NewPerson();
        var bob = await frontEnd.NewPerson();
        var silent = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Open(mallory)));

        await using var client = await bob.Connect();
        await client.Invoke("Heartbeat");
        Assert.All(silent, socket => Assert.Equal(WebSocketState.Open, socket.State));
        foreach (var socket in silent)
            socket.Dispose();
    }

    [Fact]
    public async Task MoreSocketsThanAPersonMayHave_AreRefused_AndTheOthersStay()
    {
        await using var frontEnd = FrontEnd.Start(("Admission:SocketsPerPerson", "3"), ("Admission:HandshakeTimeout", "00:01:00"));
        var mallory = await frontEnd.NewPerson();
        var bob = await frontEnd.NewPerson();
        await using var working = await mallory.Connect();
        using var silent = await Open(mallory);
        using var another = await Open(mallory);

        await mallory.Http.GetAsync("/hubs/calls").Refused(HttpStatusCode.TooManyRequests, "rate_limited");
        await Assert.ThrowsAsync<WebSocketException>(() => Open(mallory));
        await working.Invoke("Heartbeat");
        await using (var client = await bob.Connect())
            await client.Invoke("Heartbeat");

        silent.Abort();
        await using var next = await Eventually.Holds(() => TryConnect(mallory), client => client is not null);
        await next!.Invoke("Heartbeat");
    }

    [Fact]
    public async Task SocketThatNeverShakesHands_IsClosedSoon()
    {
        await using var frontEnd = FrontEnd.Start(("Admission:HandshakeTimeout", "00:00:01"));
        using var silent = await Open(await frontEnd.NewPerson());

        await Eventually.Holds(
            async () => (await silent.ReceiveAsync(new byte[1024], CancellationToken.None)).MessageType == WebSocketMessageType.Close);
    }

    [Fact]
    public async Task Stranger_IsRefusedWithoutATurn()
    {
        await using var frontEnd = FrontEnd.Start();
        using var http = frontEnd.NewHttp();

        await http.GetAsync("/hubs/calls").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task TheSystemKeepsAsManyUntilTheyAreAccepted_AsIsSet()
    {
        await using var frontEnd = FrontEnd.Start(("Admission:Backlog", "300"));

        Assert.Equal(300, frontEnd.Services.GetRequiredService<IOptions<SocketTransportOptions>>().Value.Backlog);
    }

    private static Admission Admission(int atOnce, int queueLimit, Drain? drain = null) => new(
        Options.Create(new AdmissionOptions { AtOnce = atOnce, QueueLimit = queueLimit }),
        drain ?? Drain(),
        Services.GetRequiredService<IMeterFactory>(),
        new StoppedTime());

    private static Drain Drain() =>
        new(new ConnectionRegistry(Services.GetRequiredService<IMeterFactory>()), Options.Create(new DrainOptions()), new StoppedTime(),
            NullLogger<Drain>.Instance);

    private static HttpContext Request(string userId)
    {
        var user = new User { Id = userId, Username = userId, DisplayName = userId, Role = UserRole.User };
        return new DefaultHttpContext
        {
            RequestServices = Services,
            User = new SessionPrincipal(new SignedIn(new Session("s", userId, default, default), user), "token", byCookie: false),
        };
    }

    private static async Task AssertLetIn(Admission admission, string userId)
    {
        var letIn = false;
        await admission.Run(Request(userId), _ =>
        {
            letIn = true;
            return Task.CompletedTask;
        });
        Assert.True(letIn);
    }

    private static async Task<ClientWebSocket> Open(Person person)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(
            new Uri($"ws://{person.FrontEnd.Address.Authority}/hubs/calls?access_token={person.Token}"), CancellationToken.None);
        return socket;
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
