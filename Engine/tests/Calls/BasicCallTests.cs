namespace OrleansCalls.Engine.Tests.Calls;

public sealed class BasicCallTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Every_kind_of_method_returns_what_the_grain_returned()
    {
        var grain = cluster.GetGrain<IEchoGrain>("g:1");

        Assert.Equal("hello", await grain.Echo("hello"));
        Assert.Equal(5, await grain.EchoSoon(5));
        await grain.Nothing();
        await grain.NothingSoon();
    }
}
