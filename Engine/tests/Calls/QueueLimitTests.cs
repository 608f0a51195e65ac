using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.TestingHost;
using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Calls;

public sealed class QueueLimitTests
{
    [Fact]
    public async Task Requests_beyond_the_limit_are_refused_at_once()
    {
        var builder = new TestClusterBuilder(1);
        builder.AddSiloBuilderConfigurator<SiloConfiguration>();
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var key = Names.New("w");
        var grain = cluster.Client.GetGrain<IWaitingGrain>(key);
        var calls = new List<Task> { grain.Wait() };
        await Gate.Of(key).Entered;

        calls.AddRange(Enumerable.Range(0, 30).Select(_ => grain.Wait()));
        var refused = await Task.WhenAny(calls);

        await Assert.ThrowsAsync<LimitExceededException>(() => refused);
        await Eventually.Holds(() => calls.Count(call => call.IsFaulted) >= calls.Count - 12);
        Gate.Of(key).Open();
        await Assert.ThrowsAsync<LimitExceededException>(() => Task.WhenAll(calls));
        Assert.InRange(calls.Count(call => call.IsCompletedSuccessfully), 10, 12);
        Assert.True(await grain.IsWell());
    }

    public sealed class SiloConfiguration : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) =>
            siloBuilder.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = 10);
    }
}
