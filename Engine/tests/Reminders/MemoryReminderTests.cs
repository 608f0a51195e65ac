using OrleansCalls.Testing;

namespace OrleansCalls.Engine.Tests.Reminders;

public sealed class MemoryReminderTests(Cluster cluster) : IClassFixture<Cluster>
{
    [Fact]
    public async Task Reminders_work_without_a_database()
    {
        var key = Names.New("r");
        var grain = cluster.GetGrain<IRemindedGrain>(key);

        // Orleans reads its table some time after the silo has started; a first tick that is due before that is not made up for.
        await grain.Register("ring", TimeSpan.FromSeconds(4), TimeSpan.FromMinutes(1));

        await Eventually.Holds(() => Journal.Count(key, "ring") == 1);
        Assert.True(await grain.Unregister("ring"));
        Assert.Empty(await grain.Names());
    }

    [Fact]
    public async Task The_shortest_period_is_a_minute_but_the_first_tick_may_come_sooner()
    {
        var grain = cluster.GetGrain<IRemindedGrain>(Names.New("r"));

        await Assert.ThrowsAsync<ArgumentException>(() => grain.Register("ring", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30)));
        await grain.Register("ring", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
    }
}
