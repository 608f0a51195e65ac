using Microsoft.Extensions.Options;
using OrleansCalls.Hosting;

namespace OrleansCalls.Calls;

public sealed class LegRatesTests
{
    private readonly ManualTime _time = new();
    private readonly LegRates _rates;

    public LegRatesTests() =>
        _rates = new LegRates(Options.Create(new CallsOptions { CommandsPerSecond = 20, SignalsPerSecond = 50 }), _time);

    [Theory]
    [InlineData(RateKind.Command, 20)]
    [InlineData(RateKind.Upkeep, 20)]
    [InlineData(RateKind.Signal, 50)]
    public void ABurstOfTwiceTheRate_IsTaken_AndThenTheRate(RateKind kind, int perSecond)
    {
        var leg = new Leg("alice", "a1");
        Assert.Equal(2 * perSecond, Taken(leg, kind));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(perSecond, Taken(leg, kind));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2 * perSecond, Taken(leg, kind));
    }

    [Fact]
    public void Refusal_SaysHowLongToWait()
    {
        var leg = new Leg("alice", "a1");
        Taken(leg, RateKind.Command);
        var refusal = _rates.Take(leg, RateKind.Command)!;
        Assert.Equal((RefusalCodes.RateLimited, TimeSpan.FromMilliseconds(50)), (refusal.Code, refusal.RetryAfter));
    }

    [Fact]
    public void NobodyPaysForAnother()
    {
        Taken(new Leg("alice", "a1"), RateKind.Command);
        Assert.Null(_rates.Take(new Leg("alice", "a1"), RateKind.Signal));
        Assert.Null(_rates.Take(new Leg("alice", "a1"), RateKind.Upkeep));
        Assert.Null(_rates.Take(new Leg("alice", "a2"), RateKind.Command));
        Assert.Null(_rates.Take(new Leg("alice", null), RateKind.Command));
        Assert.Null(_rates.Take(new Leg("bob", "a1"), RateKind.Command));
    }

    [Fact]
    public void InventedDevices_BuyNothing()
    {
        var taken = Enumerable.Range(0, 100_000).Count(at => _rates.Take(new Leg("alice", "d" + at), RateKind.Command) is null);
        Assert.InRange(taken, 1, 100);
        Assert.Null(_rates.Take(new Leg("bob", "b1"), RateKind.Command));
    }

    [Fact]
    public void WhoIsSilent_IsForgotten()
    {
        for (var second = 0; second < 100; second++)
        {
            for (var person = 0; person < 500; person++)
                Assert.Null(_rates.Take(new Leg($"u{second}-{person}", "d"), RateKind.Command));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_rates.People, 1, 3_000);
    }

    private int Taken(Leg leg, RateKind kind)
    {
        for (var taken = 0; ; taken++)
        {
            if (_rates.Take(leg, kind) is not null)
                return taken;
        }
    }
}
