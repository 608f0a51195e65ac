using System.Net;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Sessions;

public sealed class SignInThrottleTests
{
    private readonly Clock _clock = new();
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests() => _throttle = new SignInThrottle(
        Options.Create(new SignInOptions { MaxFailures = 2, MaxFailuresPerAddress = 3, Window = TimeSpan.FromMinutes(1) }), _clock);

    [Fact]
    public void Name_LocksOutEverywhereUntilTheWindowHasPassed()
    {
        Fail("bob", 1, 2);
        Assert.Equal(TimeSpan.FromMinutes(1), _throttle.Wait("BOB", Address(9)));
        Assert.Null(_throttle.Wait("carol", Address(9)));
        _clock.Now += TimeSpan.FromSeconds(61);
        _throttle.Trim();
        Assert.Null(_throttle.Wait("bob", Address(9)));
    }

    [Fact]
    public void Address_LocksOutAllNames()
    {
        for (var name = 0; name < 3; name++)
            _throttle.Failed("user" + name, Address(1));
        Assert.NotNull(_throttle.Wait("carol", Address(1)));
        Assert.Null(_throttle.Wait("carol", Address(2)));
    }

    [Fact]
    public void Success_ForgetsTheNameButNotTheAddress()
    {
        _throttle.Failed("bob", Address(1));
        _throttle.Succeeded("bob");
        _throttle.Failed("bob", Address(1));
        Assert.Null(_throttle.Wait("bob", Address(1)));
        _throttle.Failed("carol", Address(1));
        Assert.NotNull(_throttle.Wait("dave", Address(1)));
    }

    private void Fail(string name, params int[] addresses)
    {
        foreach (var address in addresses)
            _throttle.Failed(name, Address(address));
    }

    private static IPAddress Address(int last) => new([192, 0, 2, (byte)last]);

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
