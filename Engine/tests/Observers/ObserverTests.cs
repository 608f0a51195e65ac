using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Observers;

public sealed class ObserverTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task An_observer_is_told_until_it_unsubscribes()
    {
        var grain = cluster.GetGrain<INewsGrain>(Names.New("o"));
        var reader = new Reader();
        var reference = cluster.Client.CreateObjectReference<IReader>(reader);
        await grain.Subscribe(reference);

        await grain.Publish("one");
        await Eventually.Holds(() => reader.News is ["one"]);
        await grain.Unsubscribe(reference);
        await grain.Publish("two");

        Assert.Equal(0, await grain.Readers());
        Assert.Equal(["one"], reader.News);
        GC.KeepAlive(reader);
    }

    [Fact]
    public async Task Calls_to_an_observer_run_one_after_another_and_none_is_lost()
    {
        var grain = cluster.GetGrain<INewsGrain>(Names.New("o"));
        var reader = new Reader();
        await grain.Subscribe(cluster.Client.CreateObjectReference<IReader>(reader));

        await grain.PublishMany(100);

        await Eventually.Holds(() => reader.News.Length == 100);
        // Orleans promises no order.
        Assert.Equal(100, reader.News.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(1, reader.MostAtOnce);
        GC.KeepAlive(reader);
    }

    [Fact]
    public async Task A_grain_can_wait_for_the_answer_of_an_observer()
    {
        var grain = cluster.GetGrain<INewsGrain>(Names.New("o"));
        var reader = new Reader();
        await grain.Subscribe(cluster.Client.CreateObjectReference<IReader>(reader));

        Assert.Equal(["who? me"], await grain.AskAll("who?"));
        GC.KeepAlive(reader);
    }

    [Fact]
    public async Task Observers_that_were_not_renewed_and_those_that_fail_are_dropped()
    {
        var grain = cluster.GetGrain<INewsGrain>(Names.New("o"));
        var old = new Reader();
        var failing = new Reader { Fails = true };
        var good = new Reader();
        var goodReference = cluster.Client.CreateObjectReference<IReader>(good);
        await grain.Subscribe(cluster.Client.CreateObjectReference<IReader>(old));
        await grain.Subscribe(goodReference);
        await grain.Expire();
        await grain.Subscribe(goodReference);
        await grain.Subscribe(cluster.Client.CreateObjectReference<IReader>(failing));
        Assert.Equal(3, await grain.Readers());

        Assert.Equal(["still? me"], await grain.AskAll("still?"));

        Assert.Equal(1, await grain.Readers());
        GC.KeepAlive(old);
        GC.KeepAlive(failing);
        GC.KeepAlive(good);
    }

    [Fact]
    public async Task An_observer_is_held_weakly()
    {
        var grain = cluster.GetGrain<INewsGrain>(Names.New("o"));
        var (reader, reference) = SubscribeAndForget();
        await grain.Subscribe(reference);

        await Eventually.Holds(() =>
        {
            GC.Collect();
            return !reader.IsAlive;
        });
    }

    [Fact]
    public void References_to_the_same_observer_or_grain_are_equal()
    {
        var key = Names.New("o");

        Assert.Equal(cluster.GetGrain<INewsGrain>(key), cluster.GetGrain<INewsGrain>(key));
        Assert.NotEqual(cluster.GetGrain<INewsGrain>(key), cluster.GetGrain<INewsGrain>(Names.New("o")));
        Assert.Equal(key, cluster.GetGrain<INewsGrain>(key).GetPrimaryKeyString());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private (WeakReference, IReader) SubscribeAndForget()
    {
        var reader = new Reader();
        return (new WeakReference(reader), cluster.Client.CreateObjectReference<IReader>(reader));
    }

    private sealed class Reader : IReader
    {
        private readonly ConcurrentQueue<string> _news = new();
        private int _atOnce;

        public bool Fails { get; init; }

        public string[] News => [.. _news];

        public int MostAtOnce { get; private set; }

        public async Task Read(string news)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _atOnce));
            await Task.Yield();
            _news.Enqueue(news);
            Interlocked.Decrement(ref _atOnce);
        }

        public Task<string> Ask(string question) =>
            Fails ? throw new InvalidOperationException("no answer") : Task.FromResult($"{question} me");
    }
}
