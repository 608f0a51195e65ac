using OrleansCalls.Calls;
using OrleansCalls.Operations;
using OrleansCalls.Persistence.Tests.Calls;

namespace OrleansCalls.Persistence.Tests.Operations;

public abstract class CallStatisticsTests(StoreFixture fixture) : StoreTests(fixture)
{
    private ICallStatistics Statistics => Get<ICallStatistics>();

    [Fact]
    public async Task Live_AreCounted_Filtered_AndPaged_NewestFirst()
    {
        var ringing = Example.Ringing("a1", "a2");
        var connecting = Example.Ringing("b1", "b2", Example.Start.AddSeconds(1));
        var ended = Example.Ringing("c1", "c2", Example.Start.AddSeconds(2));
        await Store.WriteCall(ringing);
        await Store.WriteCall(connecting, connecting.Answered());
        await Store.WriteCall(ended, ended.Ended());

        var counts = await Statistics.CountLive();
        Assert.Equal((1, 1, 2), (counts[CallState.Ringing], counts[CallState.Connecting], counts.Count));
        Assert.Equal([connecting.CallId, ringing.CallId], await Live(null, null));
        Assert.Equal([ringing.CallId], await Live(CallState.Ringing, null));
        Assert.Equal([connecting.CallId], await Live(null, ["b2", "c1"]));
        Assert.Empty(await Live(null, []));

        var first = await Statistics.ReadLive(null, null, null, 1);
        var second = await Statistics.ReadLive(null, null, first.Next, 1);
        Assert.Equal((connecting.CallId, ringing.CallId, null), (first.Items[0].CallId, second.Items[0].CallId, second.Next));
    }

    [Fact]
    public async Task Rates_CountWhatBeganAndEnded_ByMinuteAndReason()
    {
        foreach (var (at, reason) in new[] { (0, EndReason.Missed), (20, EndReason.Missed), (40, EndReason.Rejected),
            (-3600, EndReason.Busy) })
        {
            var call = Example.Ringing($"caller {at}", $"callee {at}", Example.Start.AddSeconds(at));
            await Store.WriteCall(call, call.Ended(reason: reason));
        }

        var rates = await Statistics.ReadRates(Example.Start);
        Assert.Equal([Example.Start, Example.Start.AddMinutes(1)], rates.Select(rate => rate.Minute));
        Assert.Equal([3, 0], rates.Select(rate => rate.Started));
        Assert.Equal(2, rates[0].Ended[EndReason.Missed]);
        Assert.Equal((EndReason.Rejected, 1), (Assert.Single(rates[1].Ended).Key, rates[1].Ended[EndReason.Rejected]));
    }

    [Fact]
    public async Task Find_FindsACall_AlsoByTheIdThatItAbsorbed()
    {
        var crossed = CallId.New();
        var call = Example.Ringing() with { AbsorbedCallId = crossed };
        await Store.WriteCall(call);

        Assert.Equal(call.CallId, (await Statistics.Find(call.CallId))!.CallId);
        Assert.Equal(call.CallId, (await Statistics.Find(crossed))!.CallId);
        Assert.Null(await Statistics.Find(CallId.New()));
        Assert.Null(await Statistics.Find("no call"));
    }

    private async Task<IEnumerable<string>> Live(CallState? state, string[]? userIds) =>
        (await Statistics.ReadLive(state, userIds, null, 10)).Items.Select(call => call.CallId);

    public sealed class OnPostgres(PostgresFixture fixture) : CallStatisticsTests(fixture), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : CallStatisticsTests(fixture), IClassFixture<MemoryFixture>;
}
