namespace OrleansCalls.Engine.Tests.Calls;

public sealed class ContextTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Values_travel_with_a_call_and_onwards()
    {
        var grain = cluster.GetGrain<IContextGrain>(Names.New("x"));
        RequestContext.Set("who", "u:1");

        Assert.Equal("u:1", await grain.Get("who"));
        Assert.Equal("u:1", await grain.GetFrom(Names.New("x"), "who"));

        Assert.True(RequestContext.Remove("who"));
        Assert.Null(await grain.Get("who"));
    }

    [Fact]
    public async Task Values_that_a_grain_sets_do_not_come_back_and_do_not_stay()
    {
        var grain = cluster.GetGrain<IContextGrain>(Names.New("x"));

        await grain.SetHere("leak", "value");

        Assert.Null(RequestContext.Get("leak"));
        Assert.Null(await grain.Get("leak"));
    }
}
