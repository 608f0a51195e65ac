using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Timers;

public sealed class TimerTests(Cluster cluster) : IClassFixture<Cluster>
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(10);

    [Fact]
    public async Task A_timer_ticks_again_and_again()
    {
        var key = Names.New("i");

        await cluster.GetGrain<ITimerGrain>(key).Start(Soon, Soon, keepAlive: false);

        await Ticks(key, 5);
    }

    [Fact]
    public async Task A_timer_without_a_period_ticks_once()
    {
        var key = Names.New("i");

        await cluster.GetGrain<ITimerGrain>(key).Start(Soon, Timeout.InfiniteTimeSpan, keepAlive: false);

        await Ticks(key, 1);
        await OtherTicks();
        Assert.Equal(["tick"], Journal.Read(key));
    }

    [Fact]
    public async Task A_tick_waits_for_the_running_request()
    {
        var key = Names.New("i");
        var grain = cluster.GetGrain<ITimerGrain>(key);
        await grain.StartWaiting($"{key}.tick");
        Gate.Of($"{key}.tick").Open();
        var request = grain.Wait(key);
        await Gate.Of(key).Entered;
        var before = Journal.Read(key).Length;
        await OtherTicks();

        Assert.Equal(before, Journal.Read(key).Length);
        Gate.Of(key).Open();
        await request;
        await Eventually.Holds(() => Journal.Read(key).SkipWhile(entry => entry != "end").Contains("tick"));
    }

    [Fact]
    public async Task Ticks_of_one_timer_do_not_overlap()
    {
        var key = Names.New("i");
        await cluster.GetGrain<ITimerGrain>(key).StartWaiting(key);
        await Gate.Of(key).Entered;
        await OtherTicks();

        Assert.Equal(["tick"], Journal.Read(key));
        Gate.Of(key).Open();
        await Eventually.Holds(() => Journal.Read(key) is ["tick", "tock", "tick", "tock", ..]);
    }

    [Fact]
    public async Task A_timer_goes_on_when_its_callback_throws()
    {
        var key = Names.New("i");

        await cluster.GetGrain<ITimerGrain>(key).StartFailing();

        await Ticks(key, 3);
    }

    [Fact]
    public async Task A_timer_dies_with_its_activation()
    {
        var key = Names.New("i");
        var grain = cluster.GetGrain<ITimerGrain>(key);
        await grain.Start(Soon, Soon, keepAlive: false);
        await Ticks(key, 2);

        await grain.Leave();
        await Eventually.Holds(() => Journal.Read(key).Contains("left"));
        await OtherTicks();

        Assert.Equal("left", Journal.Read(key)[^1]);
    }

    [Fact]
    public async Task A_timer_can_be_changed_and_stopped()
    {
        var key = Names.New("i");
        var grain = cluster.GetGrain<ITimerGrain>(key);
        await grain.Start(TimeSpan.FromHours(1), TimeSpan.FromHours(1), keepAlive: false);

        await grain.Change(Soon, Soon);
        await Ticks(key, 2);
        await grain.Stop();
        var ticks = Journal.Read(key).Length;
        await OtherTicks();

        Assert.Equal(ticks, Journal.Read(key).Length);
    }

    private static Task Ticks(string key, int count) => Eventually.Holds(() => Journal.Count(key, "tick") >= count);

    // Waits as long as another timer of the same kind needs for some ticks.
    private async Task OtherTicks()
    {
        var key = Names.New("i");
        await cluster.GetGrain<ITimerGrain>(key).Start(Soon, Soon, keepAlive: false);
        await Ticks(key, 10);
        await cluster.GetGrain<ITimerGrain>(key).Stop();
    }
}
