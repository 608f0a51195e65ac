using Microsoft.AspNetCore.SignalR;
using NSubstitute;
using OrleansCalls.Calls;
using OrleansCalls.Http;
using OrleansCalls.People;
using OrleansCalls.Presence;
using OrleansCalls.Sessions;

namespace OrleansCalls.Realtime;

/// <summary>No event is passed over in silence, and every refusal has its status.</summary>
public sealed class ClosedFamilyTests
{
    private static readonly UserEvent[] Events =
    [
        new CallChanged("alice", Call, CallChange.Updated),
        new SignalReceived("alice", DeviceId: null, new SignalView("1", 1, "bob", "b1", "alice", SignalType.Ice, "candidate", 0)),
        new MissedChanged("alice", 1),
        new PresenceChanged("bob", new PresenceView("bob", PresenceStatus.Online, null)),
    ];

    private static CallView Call => new()
    {
        CallId = "1",
        Version = 1,
        State = CallState.Ringing,
        Media = CallMedia.Audio,
        Kind = CallKind.Direct,
        InitiatorId = "alice",
        CreatedAt = DateTimeOffset.UnixEpoch,
        Participants = [],
    };

    [Fact]
    public void EveryEvent_GoesToTheConnectionsThatItIsFor()
    {
        Assert.Equal(
            typeof(UserEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(UserEvent))).Select(type => type.Name).Order(),
            Events.Select(userEvent => userEvent.GetType().Name).Order());

        var context = Substitute.For<HubCallerContext>();
        var user = new User { Id = "alice", Username = "alice", DisplayName = "Alice", Role = UserRole.User };
        context.User.Returns(
            new SessionPrincipal(new SignedIn(new Session("s", "alice", default, default), user), "token", byCookie: false));
        var connection = new ClientConnection(context, "a1", _ => Task.CompletedTask, TimeProvider.System, new CallsOptions());
        foreach (var userEvent in Events)
            connection.Deliver(userEvent);
        Assert.Equal(Events.Length, connection.Outbox.Waiting);
    }

    [Fact]
    public void EveryCodeOfARefusal_HasItsStatus() => Assert.All(
        typeof(RefusalCodes).GetFields().Select(code => (string)code.GetRawConstantValue()!),
        code => Assert.NotEqual(500, RefusalStatus.Of(code)));
}
