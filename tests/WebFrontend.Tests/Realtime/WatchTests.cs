using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using OrleansCalls.Hosting;
using OrleansCalls.People;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

/// <summary>FEATURES P5.</summary>
[Collection(FrontEndCollection.Name)]
public sealed class WatchTests(FrontEndFixture fixture)
{
    private readonly FrontEnd _frontEnd = fixture.FrontEnd;

    [Fact]
    public async Task Watch_TellsEachAtOnceAndThenEveryChange()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        await using var watcher = await alice.Connect();
        await Watch(watcher, bob.Id, alice.Id);

        await watcher.Next("PresenceChanged", Is(bob, "offline"));
        await watcher.Next("PresenceChanged", Is(alice, "online"));
        await using var socket = await bob.Connect();
        await watcher.Next("PresenceChanged", Is(bob, "online"));
        await socket.Invoke("SetStatus", "dnd");
        await watcher.Next("PresenceChanged", Is(bob, "dnd"));
    }

    [Fact]
    public async Task Watch_LeavesOutWhomOneMayNotCall()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        var stranger = await _frontEnd.NewPerson("globex");
        await using var watcher = await alice.Connect();
        await using var hidden = await stranger.Connect();
        await Watch(watcher, stranger.Id, "nobody", bob.Id);

        await hidden.Invoke("SetStatus", "away");
        await watcher.Next("PresenceChanged", Is(bob, "offline"));
        await bob.Do("/api/status/heartbeat", new { deviceId = "d1" });
        await watcher.Next("PresenceChanged", Is(bob, "online"));
        Assert.DoesNotContain(watcher.Events, e => e.Name == "PresenceChanged" && e.Payload.Text("userId") == stranger.Id);
    }

    [Fact]
    public async Task Watch_Anew_ReplacesWhoIsWatched()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        var carol = await _frontEnd.NewPerson();
        await using var watcher = await alice.Connect("a1");
        await using var other = await alice.Connect("a2");
        await Watch(watcher, bob.Id);
        await Watch(other, bob.Id, carol.Id);
        await Watch(watcher, carol.Id);

        await bob.Do("/api/status/heartbeat", new { deviceId = "d1" });
        await other.Next("PresenceChanged", Is(bob, "online"));
        await carol.Do("/api/status/heartbeat", new { deviceId = "d1" });
        await watcher.Next("PresenceChanged", Is(carol, "online"));
        Assert.DoesNotContain(watcher.Events, e => e.Name == "PresenceChanged" && Is(bob, "online")(e.Payload));
    }

    [Fact]
    public async Task Watch_OfALaterList_WinsOverASlowEarlierOne()
    {
        var users = Substitute.For<IUserDirectory>();
        var slow = new TaskCompletionSource<ImmutableHashSet<string>>();
        users.FilterCallable(default!, default!).ReturnsForAnyArgs(call =>
            call.Arg<IReadOnlyCollection<string>>() is { Count: > 0 } ids ? Task.FromResult(ids.ToImmutableHashSet()) : slow.Task);
        users.ChangesSince(default).ReturnsForAnyArgs(new AccessChanges(0, []));
        await using var frontEnd = FrontEnd.Start(services => services.AddSingleton(users));
        var alice = await frontEnd.NewPerson();
        var bob = await frontEnd.NewPerson();
        await using var watcher = await alice.Connect();

        var earlier = Watch(watcher);
        var later = Watch(watcher, bob.Id);
        await Eventually.After(TimeSpan.FromMilliseconds(300));
        slow.SetResult([]);
        await Task.WhenAll(earlier, later);
        await watcher.Next("PresenceChanged", Is(bob, "offline"));
        await bob.Do("/api/status/heartbeat", new { deviceId = "d1" });
        await watcher.Next("PresenceChanged", Is(bob, "online"));
    }

    [Fact]
    public async Task WhoMovesToAnotherOrganisation_IsSeenNoMore_UntilTheyAreBack()
    {
        var (alice, bob, carol) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson(), await _frontEnd.NewPerson());
        await using var watcher = await alice.Connect();
        await using var socket = await bob.Connect();
        await Watch(watcher, bob.Id, carol.Id);
        await watcher.Next("PresenceChanged", Is(bob, "online"));

        await Move(bob, "globex");
        Assert.Null((await watcher.Next("PresenceChanged", Is(bob, "offline"))).Text("lastSeen"));
        await socket.Invoke("SetStatus", "dnd");
        await carol.Do("/api/status/heartbeat", new { deviceId = "d1" });
        await watcher.Next("PresenceChanged", Is(carol, "online"));
        Assert.DoesNotContain(watcher.Events, e => e.Name == "PresenceChanged" && Is(bob, "dnd")(e.Payload));

        await Move(bob, "acme");
        await watcher.Next("PresenceChanged", Is(bob, "dnd"));
    }

    [Fact]
    public async Task WhoMovesAway_SeesTheFormerColleaguesNoMore()
    {
        var (alice, bob, carol) = (await _frontEnd.NewPerson(), await _frontEnd.NewPerson(), await _frontEnd.NewPerson("globex"));
        await using var watcher = await alice.Connect();
        await bob.Do("/api/status/heartbeat", new { deviceId = "d1" });
        await Watch(watcher, bob.Id, carol.Id);
        await watcher.Next("PresenceChanged", Is(bob, "online"));

        await Move(alice, "globex");
        await watcher.Next("PresenceChanged", Is(bob, "offline"));
        await carol.Do("/api/status/heartbeat", new { deviceId = "d1" });
        await watcher.Next("PresenceChanged", Is(carol, "online"));
    }

    [Fact]
    public async Task ListAfterList_IsRefusedSoon_AndNobodyElseIs()
    {
        await using var frontEnd = FrontEnd.Start(("Admission:WatchedPerSecond", "50"));
        var mallory = await frontEnd.NewPerson();
        var alice = await frontEnd.NewPerson();
        await using var busy = await mallory.Connect();
        await using var watcher = await alice.Connect();
        var refused = 0;
        for (var list = 0; list < 1000 && refused == 0; list++)
        {
            try
            {
                await Watch(busy, [.. Enumerable.Range(0, 400).Select(at => $"somebody-{list}-{at}")]);
            }
            catch (HubRefusedException refusal) when (refusal.Code == "rate_limited")
            {
                refused++;
            }
        }

        Assert.Equal(1, refused);
        await Watch(watcher, mallory.Id);
        await watcher.Next("PresenceChanged", Is(mallory, "online"));
    }

    [Fact]
    public async Task CallBehindAStatus_IsShownToItsParticipantsOnly()
    {
        var alice = await _frontEnd.NewPerson();
        var bob = await _frontEnd.NewPerson();
        var carol = await _frontEnd.NewPerson();
        await using var caller = await alice.Connect();
        await using var callee = await bob.Connect();
        await using var bystander = await carol.Connect();
        await Watch(caller, bob.Id);
        await Watch(bystander, bob.Id);

        var call = await caller.Invoke("Initiate", new { calleeId = bob.Id, media = "audio" });
        await callee.Next("PresenceChanged", presence => Is(bob, "ringing")(presence) && presence.Text("callId") == call.Text("callId"));
        Assert.Null((await bystander.Next("PresenceChanged", Is(bob, "ringing"))).Text("callId"));
        await callee.Invoke("Answer", call.Text("callId"));
        Assert.Equal(call.Text("callId"), (await caller.Next("PresenceChanged", Is(bob, "in_call"))).Text("callId"));
        Assert.Null((await bystander.Next("PresenceChanged", Is(bob, "in_call"))).Text("callId"));
    }

    private async Task Move(Person person, string organisation)
    {
        var accounts = _frontEnd.Services.GetRequiredService<IAccountStore>();
        var account = (await accounts.FindById(person.Id))!;
        await accounts.Update(account with { User = account.User with { Organisation = organisation } });
    }

    private static Task Watch(HubClient client, params string[] userIds) => client.Invoke("Watch", new object[] { userIds });

    private static Func<JsonElement, bool> Is(Person person, string status) =>
        presence => presence.Text("userId") == person.Id && presence.Text("status") == status;
}
