using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Calls;

public sealed class ExceptionTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task An_exception_keeps_its_type_its_message_and_where_it_was_thrown()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => cluster.GetGrain<IFailingGrain>(Names.New("f")).Throw("no such call"));

        Assert.Equal("no such call", error.Message);
        Assert.Contains(nameof(FailingGrain), error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_before_the_first_await_comes_out_of_the_task()
    {
        var call = cluster.GetGrain<IFailingGrain>(Names.New("f")).ThrowAtOnce("bad argument");

        Assert.Equal("bad argument", (await Assert.ThrowsAsync<ArgumentException>(() => call)).Message);
    }

    [Fact]
    public async Task An_exception_of_the_application_keeps_its_values()
    {
        var error = await Assert.ThrowsAsync<BusyException>(() => cluster.GetGrain<IFailingGrain>(Names.New("f")).ThrowBusy("u:1"));

        Assert.Equal("busy", error.Message);
        Assert.Equal("u:1", error.Who);
    }

    [Fact]
    public async Task A_one_way_call_does_not_tell_that_it_failed()
    {
        var key = Names.New("f");
        var grain = cluster.GetGrain<IFailingGrain>(key);

        await grain.ThrowUnheard("unheard");

        await Eventually.Holds(() => Journal.Read(key) is ["unheard"]);
        Assert.True(await grain.IsWell());
    }
}
