using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Orleans;
using OrleansCalls.Calls;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

public sealed class FrontEndObserverTests
{
    private static readonly SignalView Offer = new("c", 1, "alice", "a1", "bob", SignalType.Offer, "sdp", 0);

    private readonly IGrainFactory _grains = Substitute.For<IGrainFactory>();
    private readonly IUserPresenceGrain _bob = Substitute.For<IUserPresenceGrain>();
    private readonly FrontEndObserver _observer;

    public FrontEndObserverTests()
    {
        _grains.GetGrain<IUserPresenceGrain>(GrainKeys.User("bob")).Returns(_bob);
        _observer = new ServiceCollection().AddMetrics()
            .AddSingleton<ConnectionRegistry>().AddSingleton(_grains).AddSingleton<FrontEndObserver>().AddSingleton<FrontEndAddress>()
            .AddSingleton(Substitute.For<People.IUserDirectory>()).AddSingleton<WatchList>()
            .BuildServiceProvider().GetRequiredService<FrontEndObserver>();
    }

    [Fact]
    public async Task ASignalForADeviceThatHasLeft_GoesOnByThePresence()
    {
        await _observer.Notify([new SignalReceived("bob", "b1", Offer, IsDirect: true)]);
        await _bob.Received(1).Deliver(Offer, "b1");
    }

    [Fact]
    public async Task OneThatThePresenceSent_DoesNotGoInCircles()
    {
        await _observer.Notify([new SignalReceived("bob", "b1", Offer)]);
        await _bob.DidNotReceiveWithAnyArgs().Deliver(Offer, "b1");
    }
}
