namespace OrleansCalls.Engine.Tests.Turns;

public sealed class CallChainTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task A_call_may_come_back_when_the_grain_allows_it() =>
        Assert.Equal("answer", await cluster.GetGrain<IChainGrain>(Names.New("a")).Ask(Names.New("b"), allowReentrancy: true));

    [Fact]
    public async Task A_call_that_comes_back_otherwise_waits_until_it_times_out() =>
        await Assert.ThrowsAsync<TimeoutException>(() => cluster.GetGrain<IChainGrain>(Names.New("a")).Ask(Names.New("b"), allowReentrancy: false));
}
