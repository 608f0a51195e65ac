using Orleans.TestingHost;
using OrleansCalls.Engine.Tests.Calls;
using OrleansCalls.Engine.Tests.Life;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Internals;

/// <summary>Silos join and leave under load.</summary>
public sealed class ChangingClusterTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = new TestClusterBuilder(2).Build();

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task No_call_fails_and_no_grain_lives_twice_while_silos_join_and_stop_in_order()
    {
        var keys = Enumerable.Range(0, 40).Select(_ => Names.New("l")).ToArray();
        using var done = new CancellationTokenSource();
        var calls = 0;
        var callers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var random = new Random();
            while (!done.IsCancellationRequested)
            {
                await _cluster.Client.GetGrain<ILifeGrain>(keys[random.Next(keys.Length)]).Life();
                Interlocked.Increment(ref calls);
            }
        })).ToArray();

        for (var round = 0; round < 3; round++)
        {
            var before = Volatile.Read(ref calls);
            await _cluster.StartAdditionalSiloAsync();
            await Eventually.Holds(() => Volatile.Read(ref calls) > before + 200);
            await _cluster.StopSiloAsync(_cluster.SecondarySilos[0]);
            before = Volatile.Read(ref calls);
            await Eventually.Holds(() => Volatile.Read(ref calls) > before + 200);
        }

        await done.CancelAsync();
        await Task.WhenAll(callers);
        Assert.All(keys, key => AssertOneLifeAfterAnother(Journal.Read($"{key} lives")));
    }

    [Fact]
    public async Task A_request_to_a_silo_that_dies_fails_at_once()
    {
        var keys = Enumerable.Range(0, 20).Select(_ => Names.New("w")).ToArray();
        var calls = keys.Select(key => _cluster.Client.GetGrain<IWaitingGrain>(key).Wait()).ToArray();
        await Task.WhenAll(keys.Select(key => Gate.Of(key).Entered));

        await _cluster.KillSiloAsync(_cluster.SecondarySilos[0]);

        await Eventually.Holds(() => calls.Any(call => call.IsCompleted), TimeSpan.FromSeconds(3));
        foreach (var key in keys)
            Gate.Of(key).Open();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Task.WhenAll(calls));
        Assert.Contains(calls, call => call.IsCompletedSuccessfully);
        foreach (var key in keys)
            Assert.True(await _cluster.Client.GetGrain<IWaitingGrain>(key).IsWell());
    }

    private static void AssertOneLifeAfterAnother(string[] lives)
    {
        // Once a new activation has answered, the previous one never does again.
        var changes = lives.Zip(lives.Skip(1)).Count(pair => pair.First != pair.Second);
        Assert.Equal(lives.Distinct(StringComparer.Ordinal).Count(), changes + 1);
    }
}
