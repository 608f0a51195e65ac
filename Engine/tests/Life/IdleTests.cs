using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;
using OrleansCalls.Engine.Tests.Timers;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Life;

public sealed class IdleTests : IAsyncLifetime
{
    private readonly TestCluster _cluster = Build();

    public Task InitializeAsync() => _cluster.DeployAsync();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_grain_that_nobody_calls_leaves()
    {
        var idle = Names.New("l");
        await _cluster.Client.GetGrain<ILifeGrain>(idle).Life();

        await Eventually.Holds(() => Journal.Read(idle) is ["activated", "called", "leaving: ActivationIdle", "left"]);
    }

    [Fact]
    public async Task A_timer_keeps_its_grain_only_when_it_says_so()
    {
        var kept = Names.New("i");
        var forgotten = Names.New("i");
        var often = TimeSpan.FromMilliseconds(100);
        await _cluster.Client.GetGrain<ITimerGrain>(kept).Start(often, often, keepAlive: true);
        await _cluster.Client.GetGrain<ITimerGrain>(forgotten).Start(often, often, keepAlive: false);

        await Eventually.Holds(() => Journal.Read(forgotten).Contains("left"));

        Assert.Contains("tick", Journal.Read(forgotten));
        Assert.DoesNotContain("left", Journal.Read(kept));
    }

    private static TestCluster Build()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<SiloConfiguration>();
        return builder.Build();
    }

    public sealed class SiloConfiguration : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromMilliseconds(500);
            options.CollectionAge = TimeSpan.FromSeconds(1);
        });
    }
}
