using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansCalls.People;
using OrleansCalls.Persistence;

namespace OrleansCalls.Sessions;

public sealed class SignInThrottleTests : IDisposable
{
    private readonly Clock _clock = new();
    private readonly ServiceProvider _services;
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests()
    {
        var memory = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Persistence:Memory", (string?)"true")]).Build();
        _services = new ServiceCollection().AddLogging().AddCallsPersistence(memory).BuildServiceProvider();
        _throttle = new SignInThrottle(
            _services.GetRequiredService<ISignInTries>(),
            Options.Create(new SignInOptions { MaxFailures = 2, MaxFailuresPerAddress = 3, Window = TimeSpan.FromMinutes(1) }),
            _clock);
    }

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task Name_LocksOutEverywhereUntilTheWindowHasPassed()
    {
        await Fail("bob", 1, 2);
        Assert.Equal(TimeSpan.FromMinutes(1), await Wait("BOB", 9));
        Assert.Null(await Wait("carol", 9));
        _clock.Now += TimeSpan.FromSeconds(61);
        Assert.Null(await Wait("bob", 9));
    }

    [Fact]
    public async Task Address_LocksOutAllNames()
    {
        for (var name = 0; name < 3; name++)
            await Fail("user" + name, 1);
        Assert.NotNull(await Wait("carol", 1));
        Assert.Null(await Wait("carol", 2));
    }

    [Fact]
    public async Task Success_ForgetsTheNameButNotTheAddress()
    {
        await Fail("bob", 1);
        await Succeed("bob", 1);
        await Fail("bob", 1);
        Assert.Null(await Wait("bob", 1));
        await Fail("carol", 1);
        Assert.NotNull(await Wait("dave", 1));
    }

    [Theory]
    [InlineData("ken", "\u212Aen")]
    [InlineData("zo\u00EB", "ZOE\u0308")]
    [InlineData("\u00E5sa", "\u212Bsa")]
    public async Task EverySpelling_OfAName_IsCountedWithIt(string name, string spelling)
    {
        Assert.Equal(UsernameKey.Of(name), UsernameKey.Of(spelling));
        await Fail(name, 1);
        await Fail(spelling, 2);
        Assert.NotNull(await Wait(name, 3));
        Assert.NotNull(await Wait(spelling, 3));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1", true)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("fe80::1%2", "fe80::2%3", true)]
    public void AddressRange_IsWhatOneSubscriberHas(string one, string other, bool same) =>
        Assert.Equal(same, AddressRange.Of(IPAddress.Parse(one)) == AddressRange.Of(IPAddress.Parse(other)));

    [Fact]
    public async Task KnownDevice_HasTriesOfItsOwn()
    {
        await Fail("bob", 1, 2);
        Assert.Null(await _throttle.ByDevice("one").Check());
        Assert.Null(await _throttle.ByDevice("one").Take());
        Assert.Null(await _throttle.ByDevice("one").Take());
        Assert.Equal(RefusalCodes.RateLimited, (await _throttle.ByDevice("one").Take())?.Code);
        Assert.Null(await _throttle.ByDevice("two").Take());
    }

    private async Task Fail(string name, params int[] addresses)
    {
        foreach (var address in addresses)
            Assert.Null(await _throttle.ByStranger(name, Address(address)).Take());
    }

    private async Task Succeed(string name, int address)
    {
        var oneTry = _throttle.ByStranger(name, Address(address));
        Assert.Null(await oneTry.Take());
        await oneTry.Succeeded();
    }

    private async Task<TimeSpan?> Wait(string name, int address) =>
        (await _throttle.ByStranger(name, Address(address)).Check())?.RetryAfter;

    private static IPAddress Address(int last) => new([192, 0, 2, (byte)last]);

    private sealed class Clock : IClusterClock
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;
    }
}
