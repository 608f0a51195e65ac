using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Turns;

public sealed class TurnTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task A_request_waits_until_the_one_before_has_ended()
    {
        var key = Names.New("t");
        var grain = cluster.GetGrain<ITurnGrain>(key);
        var first = grain.Wait($"{key}.1");
        await Gate.Of($"{key}.1").Entered;

        var second = grain.Mark("second");
        await grain.MarkInterleaving("interleaved");
        Gate.Of($"{key}.1").Open();
        await Task.WhenAll(first, second);

        Assert.Equal([$"begin {key}.1", "interleaved", $"end {key}.1", "second"], Journal.Read(key));
    }

    [Fact]
    public async Task A_request_that_always_interleaves_does_not_keep_others_waiting()
    {
        var key = Names.New("t");
        var grain = cluster.GetGrain<ITurnGrain>(key);
        var first = grain.WaitInterleaving($"{key}.1");
        await Gate.Of($"{key}.1").Entered;

        await grain.Mark("second");
        Gate.Of($"{key}.1").Open();
        await first;

        Assert.Equal([$"begin {key}.1", "second", $"end {key}.1"], Journal.Read(key));
    }

    [Fact]
    public async Task Read_only_requests_interleave_with_each_other()
    {
        var key = Names.New("t");
        var grain = cluster.GetGrain<ITurnGrain>(key);
        var first = grain.WaitReading($"{key}.1");
        await Gate.Of($"{key}.1").Entered;

        await grain.MarkReading("second");
        Gate.Of($"{key}.1").Open();
        await first;

        Assert.Equal([$"begin {key}.1", "second", $"end {key}.1"], Journal.Read(key));
    }

    [Fact]
    public async Task A_request_that_writes_waits_for_one_that_reads_and_the_reverse()
    {
        var key = Names.New("t");
        var grain = cluster.GetGrain<ITurnGrain>(key);
        var reading = grain.WaitReading($"{key}.1");
        await Gate.Of($"{key}.1").Entered;
        var writing = grain.Mark("write");
        await grain.MarkInterleaving("interleaved");
        Gate.Of($"{key}.1").Open();
        await Task.WhenAll(reading, writing);

        var writingLong = grain.Wait($"{key}.2");
        await Gate.Of($"{key}.2").Entered;
        var readingAgain = grain.MarkReading("read");
        await grain.MarkInterleaving("interleaved");
        Gate.Of($"{key}.2").Open();
        await Task.WhenAll(writingLong, readingAgain);

        Assert.Equal([$"begin {key}.1", "interleaved", $"end {key}.1", "write", $"begin {key}.2", "interleaved", $"end {key}.2", "read"], Journal.Read(key));
    }

    [Fact]
    public async Task All_requests_to_a_reentrant_class_interleave()
    {
        var key = Names.New("t");
        var grain = cluster.GetGrain<IReentrantGrain>(key);
        var first = grain.Wait($"{key}.1");
        await Gate.Of($"{key}.1").Entered;

        await grain.Mark("second");
        Gate.Of($"{key}.1").Open();
        await first;

        Assert.Equal([$"begin {key}.1", "second", $"end {key}.1"], Journal.Read(key));
    }

    [Fact]
    public async Task Interleaving_requests_never_run_at_the_same_time()
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
