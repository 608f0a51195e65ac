using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OrleansCalls.Hosting;
using OrleansCalls.People;
using OrleansCalls.Testing;

namespace OrleansCalls.Sessions;

/// <summary>FAULTS 18.</summary>
[Collection(FrontEndCollection.Name)]
public sealed class RevocationTests(FrontEndFixture fixture)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task Disabling_EndsSessionsAndSocketsInTime()
    {
        var admin = await _frontEnd.NewPerson(role: UserRole.Admin);
        var alice = await _frontEnd.NewPerson();
        await using var socket = await alice.Connect();

        using var change =
            new HttpRequestMessage(HttpMethod.Patch, "/api/admin/users/" + alice.Id) { Content = Json.Body(new { disabled = true }) };
        Assert.Equal(HttpStatusCode.OK, (await admin.Http.SendAsync(change)).StatusCode);

        await socket.Closed.WaitAsync(Limit);
        await alice.Http.GetAsync("/api/me").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        using var http = _frontEnd.NewHttp();
        await http.PostAsync(
            "/api/auth/login", Json.Body(new { username = alice.User.Username, password = Person.PasswordOf(alice.User.Username) }))
            .Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Revoking_ElsewhereClosesTheSocketInTime()
    {
        var alice = await _frontEnd.NewPerson();
        await using var socket = await alice.Connect();

        // As another front-end would: in the store alone.
        await _frontEnd.Services.GetRequiredService<ISessionStore>().Revoke(SessionToken.SessionId(alice.Token));

        await socket.Closed.WaitAsync(Limit);
        await alice.Http.GetAsync("/api/me").Refused(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Expiry_ClosesTheSocketInTime()
    {
        var alice = await _frontEnd.NewPerson();
        var token = SessionToken.New();
        var now = _frontEnd.Services.GetRequiredService<IClusterClock>().Now;
        await _frontEnd.Services.GetRequiredService<ISessionStore>().Create(
            new Session(SessionToken.SessionId(token), alice.Id, now, now + TimeSpan.FromSeconds(1)));
        await using var socket = await HubClient.Connect(_frontEnd.Address, new HubClientOptions { AccessToken = token, DeviceId = "d1" });

        await socket.Closed.WaitAsync(Limit + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Signal_AfterRevocation_IsRefused()
    {
        var alice = await _frontEnd.NewPerson();
        await using var socket = await alice.Connect();
        await _frontEnd.Services.GetRequiredService<ISessionStore>().Revoke(SessionToken.SessionId(alice.Token));
        _frontEnd.Services.GetRequiredService<SessionCache>().Forget(SessionToken.SessionId(alice.Token));

        // The refusal may be overtaken by the closing of the socket; nothing is served either way.
        var refused = await Record.ExceptionAsync(() => socket.Invoke("Heartbeat"));
        Assert.True(refused is HubRefusedException { Code: "unauthenticated" } or System.Net.WebSockets.WebSocketException,
            refused?.ToString());
    }
}
