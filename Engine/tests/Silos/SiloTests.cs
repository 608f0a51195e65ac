using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;
using OrleansCalls.Engine.Tests.Calls;
using OrleansCalls.Engine.Tests.Life;
using OrleansCalls.Engine.Tests.Persistence;
using OrleansCalls.Engine.Tests.Turns;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Silos;

public sealed class SiloTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = Build();

    private IManagementGrain Management => _cluster.Client.GetGrain<IManagementGrain>(0);

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Grains_live_on_all_silos_and_each_on_one()
    {
        var grains = Enumerable.Range(0, 60).Select(_ => _cluster.Client.GetGrain<ILifeGrain>(Names.New("l"))).ToArray();

        var first = await Task.WhenAll(grains.Select(grain => grain.Life()));
        var again = await Task.WhenAll(grains.Select(grain => grain.Life()));

        Assert.Equal(first, again);
        var statistics = (await Management.GetSimpleGrainStatistics())
            .Where(one => one.GrainType.Contains(nameof(LifeGrain), StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(2, statistics.Select(one => one.SiloAddress).Distinct().Count());
    }

    [Fact]
    public async Task Grains_of_a_silo_that_was_killed_live_on_elsewhere_with_what_they_stored()
    {
        var grains = Enumerable.Range(0, 20).Select(_ => _cluster.Client.GetGrain<INoteGrain>(Names.New("n"))).ToArray();
        foreach (var grain in grains)
            await grain.Write("kept");

        await _cluster.KillSiloAsync(_cluster.SecondarySilos[0]);

        foreach (var grain in grains)
            Assert.True(await Eventually.Holds(() => TryRead(grain), text => text is "kept" or "empty") is { });
        await Eventually.Holds(async () => (await Management.GetHosts(onlyActive: true)).Count == 1);
    }

    [Fact]
    public async Task Grains_of_a_silo_that_stops_in_order_are_told()
    {
        var keys = Enumerable.Range(0, 20).Select(_ => Names.New("l")).ToArray();
        foreach (var key in keys)
            await _cluster.Client.GetGrain<ILifeGrain>(key).Life();

        await _cluster.StopSiloAsync(_cluster.SecondarySilos[0]);

        Assert.Contains(keys, key => Journal.Read(key).Contains("leaving: ShuttingDown"));
        Assert.All(keys, key => Assert.NotEqual("leaving: ShuttingDown", Journal.Read(key)[^1]));
        foreach (var key in keys)
            await Eventually.Holds(() => TryCall(key));
    }

    [Fact]
    public async Task A_silo_that_joins_takes_part()
    {
        var before = await Management.GetHosts(onlyActive: true);

        var silo = await _cluster.StartAdditionalSiloAsync();

        await Eventually.Holds(async () => (await Management.GetHosts(onlyActive: true)).ContainsKey(silo.SiloAddress));
        Assert.DoesNotContain(silo.SiloAddress, before.Keys);
        Assert.Equal("hello", await _cluster.Client.GetGrain<IEchoGrain>(Names.New("e")).Echo("hello"));
    }

    [Fact]
    public async Task Calls_cross_between_silos_with_what_belongs_to_them()
    {
        for (var i = 0; i < 20; i++)
        {
            var failing = _cluster.Client.GetGrain<IFailingGrain>(Names.New("f"));
            Assert.Equal("u:2", (await Assert.ThrowsAsync<BusyException>(() => failing.ThrowBusy("u:2"))).Who);
        }
    }

    private static async Task<string?> TryRead(INoteGrain grain)
    {
        try
        {
            return (await grain.Read()).Text;
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<bool> TryCall(string key)
    {
        try
        {
            await _cluster.Client.GetGrain<ILifeGrain>(key).Life();
            return true;
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            return false;
        }
    }

    private static TestCluster Build()
    {
        var builder = new TestClusterBuilder(2);
        builder.AddSiloBuilderConfigurator<SiloConfiguration>();
        return builder.Build();
    }

    public sealed class SiloConfiguration : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder)
        {
            siloBuilder.AddMemoryGrainStorage("memory");
            siloBuilder.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5));
        }
    }
}
