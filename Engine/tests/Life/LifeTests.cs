using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Life;

public sealed class LifeTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task A_grain_activates_once_before_its_first_request()
    {
        var key = Names.New("l");
        var grain = cluster.GetGrain<ILifeGrain>(key);

        var lives = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => grain.Life()));

        Assert.Single(lives.Distinct());
        Assert.Equal("activated", Journal.Read(key)[0]);
        Assert.Equal(1, Journal.Count(key, "activated"));
    }

    [Fact]
    public async Task A_grain_that_left_begins_a_new_life_with_the_next_request()
    {
        var key = Names.New("l");
        var grain = cluster.GetGrain<ILifeGrain>(key);
        var before = await grain.Life();

        await grain.Leave();

        Assert.NotEqual(before, await grain.Life());
        Assert.Equal(["activated", "called", "leaving: ApplicationRequested", "left", "activated", "called"], Journal.Read(key));
    }

    [Fact]
    public async Task A_grain_leaves_after_the_running_request_and_waiting_ones_go_to_the_next_life()
    {
        var key = Names.New("l");
        var grain = cluster.GetGrain<ILifeGrain>(key);
        var before = await grain.Life();
        var running = grain.LeaveAfter(key);
        await Gate.Of(key).Entered;
        var waiting = grain.Life();

        Assert.False(waiting.IsCompleted);
        Gate.Of(key).Open();
        await running;

        Assert.NotEqual(before, await waiting);
        Assert.Equal(["activated", "called", "ended", "leaving: ApplicationRequested", "left", "activated", "called"], Journal.Read(key));
    }

    [Fact]
    public async Task What_activation_throws_comes_to_the_caller_and_the_next_call_tries_anew()
    {
        var grain = cluster.GetGrain<IUnwillingGrain>(Names.New("l"));

        Assert.Equal("not yet", (await Assert.ThrowsAsync<InvalidOperationException>(grain.Call)).Message);

        await Eventually.Holds(async () =>
        {
            try
            {
                return await grain.Call();
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task Idle_grains_are_collected_on_demand()
    {
        var key = Names.New("l");
        await cluster.GetGrain<ILifeGrain>(key).Life();

        await Eventually.Holds(async () =>
        {
            await cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
            return Journal.Read(key) is ["activated", "called", _, "left"];
        });
    }
}
