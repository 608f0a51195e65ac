using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Calls;

public sealed class WaitingTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task A_caller_waits_no_longer_than_the_method_says()
    {
        var key = Names.New("w");

        await Assert.ThrowsAsync<TimeoutException>(() => cluster.GetGrain<IWaitingGrain>(key).WaitBriefly());
        Gate.Of(key).Open();

        Assert.True(await cluster.GetGrain<IWaitingGrain>(key).IsWell());
    }

    [Fact]
    public async Task A_one_way_call_returns_before_the_grain_has_done_it()
    {
        var key = Names.New("w");

        await cluster.GetGrain<IWaitingGrain>(key).WaitUnheard();
        await Gate.Of(key).Entered.WaitAsync(Eventually.Patience);

        Assert.Empty(Journal.Read(key));
        Gate.Of(key).Open();
        await Eventually.Holds(() => Journal.Read(key) is ["done"]);
    }
}
