using OrleansCalls.Calls;

namespace OrleansCalls.Engine.Tests.Internals.Wire;

/// <summary>A family of records as an argument: each arrives as the type it was sent as.</summary>
public sealed class CommandTests
{
    private static readonly Leg Alice = new("alice", "a1");

    [Fact]
    public void Command_of_a_call_arrives_as_it_was_sent()
    {
        using var pair = new WirePair();
        LegCommand[] commands =
        [
            new Answer(Alice, "1"), new Answer(new Leg("alice", DeviceId: null)), new Join(Alice), new Reject(Alice), new HangUp(Alice),
            new Supersede(Alice), new Connected(Alice), new MediaLost(Alice),
            new Mute(Alice, Muted: true, CameraOff: true), new RaiseHand(Alice, Raised: true),
            new Heartbeat(Alice),
            new Part(Alice, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), SignedOut: true), new ForceEnd(Alice),
        ];
        Assert.All(commands, command => Assert.Equal(command, Assert.Single(pair.Arguments<ICallGrain>(call => call.Execute(command)))));
    }
}
