using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Orleans;
using OrleansCalls.People;
using OrleansCalls.Presence;
using OrleansCalls.Sessions;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

/// <summary>What several things that happen at once make of what a browser is told.</summary>
public sealed class WatchListTests
{
    private static readonly PresenceView Online = new("bob", PresenceStatus.Online, null);
    private static readonly PresenceView Hidden = new("bob", PresenceStatus.Offline, null);
    private static readonly PresenceView InCall = new("bob", PresenceStatus.InCall, null);

    private readonly IUserPresenceGrain _bob = Substitute.For<IUserPresenceGrain>();
    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly IUserDirectory _users = Substitute.For<IUserDirectory>();
    private readonly ConcurrentQueue<PresenceView> _told = [];
    private readonly ClientConnection _alice;
    private readonly WatchList _watches;

    public WatchListTests()
    {
        var self = Substitute.For<IUserPresenceGrain>();
        self.Watch(default!).ReturnsForAnyArgs(Online with { UserId = "alice" });
        _grains.GetGrain<IUserPresenceGrain>(GrainKeys.User("alice")).Returns(self);
        _grains.GetGrain<IUserPresenceGrain>(GrainKeys.User("bob")).Returns(_bob);
        _bob.Watch(default!).ReturnsForAnyArgs(Online);
        _users.FilterCallable("", []).ReturnsForAnyArgs(call => call.Arg<IReadOnlyCollection<string>>().ToImmutableHashSet());
        _alice = Connection("alice", _told);
        _watches = new WatchList(_grains, _users, new FrontEndAddress(_grains, Services()));
    }

    [Fact]
    public async Task AnswerThatAChangeOvertook_IsAskedForAgain()
    {
        var late = new TaskCompletionSource<PresenceView>();
        _bob.Watch(default!).ReturnsForAnyArgs(late.Task, Task.FromResult(InCall));
        _bob.ClearReceivedCalls();
        var watching = _watches.Watch(_alice, ["bob"]);
        await Eventually.Holds(() => _bob.ReceivedCalls().Any());
        _watches.Deliver(new PresenceChanged("bob", InCall));
        late.SetResult(Online);
        await watching;
        Assert.Equal([InCall], await Told(_alice, _told));
    }

    [Fact]
    public async Task Renewal_TellsWhatWasMissed()
    {
        await _watches.Watch(_alice, ["bob"]);
        _bob.Watch(default!).ReturnsForAnyArgs(InCall);
        await _watches.Renew();
        await _watches.Renew();
        Assert.Equal([Online, InCall], await Told(_alice, _told));
    }

    [Fact]
    public async Task SomebodyWhoCannotBeReached_KeepsNoOtherFromBeingAsked()
    {
        var people = Enumerable.Range(0, 100).Select(i => $"user{i}").ToArray();
        var unreachable = Substitute.For<IUserPresenceGrain>();
        unreachable.Watch(default!).ReturnsForAnyArgs(Task.FromException<PresenceView>(new TimeoutException()));
        _grains.GetGrain<IUserPresenceGrain>(Arg.Any<string>()).Returns(unreachable);
        _grains.GetGrain<IUserPresenceGrain>(GrainKeys.User("bob")).Returns(_bob);
        await Assert.ThrowsAsync<TimeoutException>(() => _watches.Watch(_alice, [.. people, "bob"]));
        Assert.Equal([Online], await Told(_alice, _told));
    }

    [Fact]
    public async Task ListOfAConnectionThatClosedMeanwhile_IsForgotten()
    {
        var filter = new TaskCompletionSource<ImmutableHashSet<string>>();
        _users.FilterCallable("", []).ReturnsForAnyArgs(filter.Task);
        var watching = _watches.Watch(_alice, ["bob"]);
        await _watches.Leave(_alice);
        filter.SetResult(["bob"]);
        await watching;
        _watches.Deliver(new PresenceChanged("bob", InCall));
        Assert.Empty(await Told(_alice, _told));
        await _bob.DidNotReceiveWithAnyArgs().Watch(default!);
    }

    [Fact]
    public async Task OneWhoComesWhileAnotherGoes_IsToldOfChanges()
    {
        await _watches.Watch(_alice, ["bob"]);
        var going = new TaskCompletionSource();
        _bob.Unwatch(default!).ReturnsForAnyArgs(going.Task);
        var leaving = _watches.Leave(_alice);
        var told = new ConcurrentQueue<PresenceView>();
        var carol = Connection("carol", told);
        await _watches.Watch(carol, ["bob"]);

        _bob.Watch(default!).ReturnsForAnyArgs(InCall);
        going.SetResult();
        await leaving;
        Assert.Equal([Online, InCall], await Told(carol, told));
    }

    [Fact]
    public async Task PermissionThatWasLost_EndsWithOneLastWord()
    {
        await _watches.Watch(_alice, ["bob"]);
        Allow();
        await _watches.Recheck(["bob"]);
        await _watches.Recheck(["bob"]);
        _watches.Deliver(new PresenceChanged("bob", InCall));
        await _watches.Renew();

        Assert.Equal([Online, Hidden], await Told(_alice, _told));
        await _bob.ReceivedWithAnyArgs(1).Unwatch(default!);
    }

    [Fact]
    public async Task WatcherWhoseOwnRightsWereLost_StillSeesThemselves()
    {
        await _watches.Watch(_alice, ["bob", "alice"]);
        Allow();
        await _watches.Recheck(["alice"]);
        _watches.Deliver(new PresenceChanged("bob", InCall));

        Assert.Equal([Online, Hidden], (await Told(_alice, _told)).Where(view => view.UserId == "bob"));
        Assert.Equal(["alice"], _alice.Watched);
    }

    [Fact]
    public async Task PermissionThatCameLater_ShowsThemAtOnceAndFromThenOn()
    {
        _users.FilterCallable("", []).ReturnsForAnyArgs([]);
        await _watches.Watch(_alice, ["bob"]);
        Allow(("alice", "bob"));
        await _watches.Recheck(["bob"]);
        _watches.Deliver(new PresenceChanged("bob", InCall));

        Assert.Equal([Online, InCall], await Told(_alice, _told));
    }

    [Fact]
    public async Task RightsOfOthers_CostNoQuestion()
    {
        await _watches.Watch(_alice, ["bob"]);
        await _watches.Recheck(["carol"]);

        await _users.DidNotReceive().FilterCallable(Arg.Any<IReadOnlyCollection<(string, string)>>());
        Assert.Equal([Online], await Told(_alice, _told));
    }

    [Fact]
    public async Task ListThatIsOnItsWay_WhenRightsAreLost_IsCheckedAgain()
    {
        var before = new TaskCompletionSource<ImmutableHashSet<string>>();
        _users.FilterCallable("", []).ReturnsForAnyArgs(before.Task, Task.FromResult(ImmutableHashSet<string>.Empty));
        var watching = _watches.Watch(_alice, ["bob"]);
        await _watches.Recheck(["bob"]);
        before.SetResult(["bob"]);
        await watching;

        Assert.Empty(await Told(_alice, _told));
    }

    private void Allow(params (string, string)[] pairs) =>
        _users.FilterCallable(Arg.Any<IReadOnlyCollection<(string, string)>>()).Returns(pairs.ToImmutableHashSet());

    private static ClientConnection Connection(string userId, ConcurrentQueue<PresenceView> told)
    {
        var context = Substitute.For<HubCallerContext>();
        var user = new User { Id = userId, Username = userId, DisplayName = userId, Role = UserRole.User };
        context.User.Returns(
            new SessionPrincipal(new SignedIn(new Session("s", userId, default, default), user), "token", byCookie: false));
        return new ClientConnection(context, "d1", Tell, TimeProvider.System, new CallsOptions());

        Task Tell(IReadOnlyList<OutgoingEvent> events)
        {
            foreach (var presence in events.Select(sent => sent.Argument).OfType<PresenceView>())
                told.Enqueue(presence);
            return Task.CompletedTask;
        }
    }

    private static async Task<PresenceView[]> Told(ClientConnection connection, ConcurrentQueue<PresenceView> told)
    {
        connection.Outbox.Release();
        await connection.Outbox.WhenEmpty();
        return [.. told];
    }

    private ServiceProvider Services() => new ServiceCollection().AddMetrics()
        .AddSingleton<ConnectionRegistry>().AddSingleton(_grains)
        .AddSingleton(_ => _watches).AddSingleton<FrontEndObserver>().BuildServiceProvider();
}
