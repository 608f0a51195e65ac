using System.Collections.Immutable;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Sql;

public sealed class BatchLoaderTests
{
    private volatile ImmutableList<(string[] Keys, TaskCompletionSource Go)> _asked = [];
    private readonly BatchLoader<string, int> _lengths;

    public BatchLoaderTests() => _lengths = new(Lengths, lanes: 1, atOnce: 3);

    [Fact]
    public async Task WhatIsAskedMeanwhile_IsAskedTogether_AsManyAtOnceAsMayBe()
    {
        var first = _lengths.Load("a");
        await Eventually.Holds(() => _asked.Count == 1);
        var rest = new[] { "bb", "ccc", "bb", "dddd", "e" }.Select(_lengths.Load).ToList();
        Assert.Equal(["a"], _asked[0].Keys);

        _asked[0].Go.SetResult();
        Assert.Equal(1, await first);
        await Eventually.Holds(() => _asked.Count == 2);
        Assert.Equal(["bb", "ccc"], _asked[1].Keys);
        _asked[1].Go.SetResult();
        await Eventually.Holds(() => _asked.Count == 3);
        _asked[2].Go.SetResult();

        var lengths = await Task.WhenAll(rest);
        Assert.Equal([2, 3, 2, 4, 1], lengths);
    }

    [Fact]
    public async Task AnAnswer_IsNeverOlderThanItsQuestion()
    {
        var first = _lengths.Load("a");
        await Eventually.Holds(() => _asked.Count == 1);
        var again = _lengths.Load("a");
        _asked[0].Go.SetResult();
        Assert.Equal(1, await first);

        await Eventually.Holds(() => _asked.Count == 2);
        Assert.False(again.IsCompleted);
        _asked[1].Go.SetResult();
        Assert.Equal(1, await again);
    }

    [Fact]
    public async Task AFailure_IsThatOfThoseWhoWereAskedTogether()
    {
        var failing = _lengths.Load("a");
        await Eventually.Holds(() => _asked.Count == 1);
        var next = _lengths.Load("b");
        _asked[0].Go.SetException(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => failing);
        await Eventually.Holds(() => _asked.Count == 2);
        _asked[1].Go.SetResult();
        Assert.Equal(1, await next);
    }

    [Fact]
    public async Task AskedInATurn_ItIsNotBoundToWhatBecomesOfTheTurn()
    {
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var schedulers = new List<TaskScheduler>();
        var loader = new BatchLoader<string, int>(
            keys =>
            {
                schedulers.Add(TaskScheduler.Current);
                return Task.FromResult<IReadOnlyDictionary<string, int>>(keys.ToDictionary(key => key, key => key.Length));
            },
            lanes: 1);

        Assert.Equal(
            2, await Task.Factory.StartNew(() => loader.Load("aa"), CancellationToken.None, TaskCreationOptions.None, scheduler).Unwrap());

        Assert.Equal([TaskScheduler.Default], schedulers);
    }

    [Fact]
    public async Task WhereThereIsNoAnswer_ItIsTheDefault()
    {
        var nothing = _lengths.Load("");
        await Eventually.Holds(() => _asked.Count == 1);
        _asked[0].Go.SetResult();

        Assert.Equal(0, await nothing);
    }

    private async Task<IReadOnlyDictionary<string, int>> Lengths(IReadOnlyCollection<string> keys)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked = _asked.Add(([.. keys], go));
        await go.Task;
        return keys.Where(key => key.Length > 0).ToDictionary(key => key, key => key.Length);
    }
}
