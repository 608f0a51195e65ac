using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Cluster;
using Orleans.TestingHost;
using OrleansCalls.Engine.Tests.Life;
using OrleansCalls.Engine.Tests.Turns;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Internals;

/// <summary>A grain that moves is deactivated on the old silo before it is activated on the new one.</summary>
public sealed class MovingGrainTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = new TestClusterBuilder(1).Build();

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Grains_move_to_a_silo_that_joins_and_never_live_twice()
    {
        var keys = Enumerable.Range(0, 60).Select(_ => Names.New("l")).ToArray();
        foreach (var key in keys)
            await _cluster.Client.GetGrain<ILifeGrain>(key).Life();

        var joined = await _cluster.StartAdditionalSiloAsync();
        await Task.WhenAll(keys.Select(key => _cluster.Client.GetGrain<ILifeGrain>(key).Life()));

        var moved = keys.Where(key => Journal.Count(key, "activated") == 2).ToArray();
        Assert.InRange(moved.Length, 10, 50);
        string[] twice = ["activated", "called", "leaving: Migrating", "left", "activated", "called"];
        Assert.All(moved, key => Assert.Equal(twice, Journal.Read(key)));
        Assert.All(keys.Except(moved), key => Assert.Equal(["activated", "called", "called"], Journal.Read(key)));
        Assert.All(keys, key => Assert.Equal(moved.Contains(key), HomeOf(key).Equals(joined.SiloAddress)));
    }

    [Fact]
    public async Task A_grain_that_is_busy_moves_when_its_request_has_ended()
    {
        var keys = Enumerable.Range(0, 40).Select(_ => Names.New("t")).ToArray();
        var running = keys.Select(key => _cluster.Client.GetGrain<ITurnGrain>(key).Wait(key)).ToArray();
        await Task.WhenAll(keys.Select(key => Gate.Of(key).Entered));

        await _cluster.StartAdditionalSiloAsync();
        var waiting = keys.Select(key => _cluster.Client.GetGrain<ITurnGrain>(key).Mark("next")).ToArray();
        Assert.All(keys, key => Assert.Equal([$"begin {key}"], Journal.Read(key)));
        foreach (var key in keys)
            Gate.Of(key).Open();
        await Task.WhenAll([.. running, .. waiting]).WaitAsync(Eventually.Patience);

        Assert.All(keys, key => Assert.Equal([$"begin {key}", $"end {key}", "next"], Journal.Read(key)));
    }

    [Fact]
    public async Task A_request_that_is_not_over_reaches_grains_that_moved_meanwhile()
    {
        var keys = Enumerable.Range(0, 40).Select(_ => Names.New("t")).ToArray();
        await Task.WhenAll(keys.Select(key => _cluster.Client.GetGrain<ITurnGrain>($"{key}-other").Mark("before")));
        var running = keys.Select(key => _cluster.Client.GetGrain<ITurnGrain>(key).WaitAndMark(key, $"{key}-other", "after")).ToArray();
        await Task.WhenAll(keys.Select(key => Gate.Of(key).Entered));

        await _cluster.StartAdditionalSiloAsync();
        foreach (var key in keys)
            Gate.Of(key).Open();
        await Task.WhenAll(running).WaitAsync(Eventually.Patience);

        Assert.All(keys, key => Assert.Equal(["before", "after"], Journal.Read($"{key}-other")));
    }

    private SiloAddress HomeOf(string key) =>
        _cluster.GetSiloServiceProvider().GetRequiredService<Node>().HomeOf(_cluster.Client.GetGrain<ILifeGrain>(key).GetGrainId());
}
