using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Turns;

public sealed class TurnTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Requests_wait_in_order_until_the_one_before_has_ended()
    {
        var key = Names.New("t");
        var grain = cluster.GetGrain<ITurnGrain>(key);
        var first = grain.Wait($"{key}.1");
        await Gate.Of($"{key}.1").Entered;

        var second = grain.Mark("second");
        var third = grain.Mark("third");
        Gate.Of($"{key}.1").Open();
        await Task.WhenAll(first, second, third);

        Assert.Equal([$"begin {key}.1", $"end {key}.1", "second", "third"], Journal.Read(key));
    }

    [Fact]
    public async Task Requests_never_run_at_the_same_time()
    {
        var grain = cluster.GetGrain<ITurnGrain>(Names.New("t"));

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(grain.Add)));

        Assert.Equal(2000, await grain.Sum());
    }

    [Fact]
    public async Task Code_after_an_await_stays_with_the_grain_unless_it_asks_to_leave()
    {
        Assert.Equal((bool[])[true, true, true, true], await cluster.GetGrain<ITurnGrain>(Names.New("t")).Schedulers());
    }

    [Fact]
    public async Task Different_grains_run_at_the_same_time()
    {
        var one = Names.New("t");
        var other = Names.New("t");
        var first = cluster.GetGrain<ITurnGrain>(one).Wait(one);
        var second = cluster.GetGrain<ITurnGrain>(other).Wait(other);

        await Task.WhenAll(Gate.Of(one).Entered, Gate.Of(other).Entered).WaitAsync(Eventually.Patience);
        Gate.Of(one).Open();
        Gate.Of(other).Open();
        await Task.WhenAll(first, second);
    }
}
