using OrleansCalls.Cluster;
using OrleansCalls.Testing;

namespace OrleansCalls.Calls;

/// <summary>
/// A ring whose timer never acts, because its clock stands still until the test moves it: each of the other ways alone ends it.
/// </summary>
public sealed class LostTimerTests(PatientCluster cluster) : IClassFixture<PatientCluster>
{
    private async Task<(Browser Alice, ICallGrain Call)> OverdueRing()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        cluster.Clock.Advance(TimeSpan.FromMinutes(5));
        return (alice, cluster.Call(call.CallId));
    }

    private static void AssertMissed(CallView? call) => Assert.Equal((CallState.Ended, EndReason.Missed), (call?.State, call?.EndReason));

    private async Task<CallView> Row(Browser alice) =>
        Assert.Single((await cluster.Service<ICallIndex>().ReadHistory(alice.UserId, null, 10)).Items);

    [Fact]
    public async Task The_reminder_ends_it()
    {
        var (alice, call) = await OverdueRing();

        await call.AsReference<IRemindable>().ReceiveReminder("deadline", default);

        AssertMissed(await Row(alice));
    }

    [Fact]
    public async Task A_call_has_a_reminder_after_its_ring_for_as_long_as_it_lives()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        var grainId = cluster.Call(call.CallId).GetGrainId();
        var table = cluster.Service<IReminderTable>();
        var reminder = Assert.Single((await table.ReadRows(grainId)).Reminders);
        Assert.Equal((grainId, call.RingDeadline!.Value.AddSeconds(5).UtcDateTime), (reminder.GrainId, reminder.StartAt));

        await bob.Answer(call.CallId);
        Assert.Equal(reminder.StartAt, Assert.Single((await table.ReadRows(grainId)).Reminders).StartAt);

        await alice.HangUp(call.CallId);
        Assert.Empty((await table.ReadRows(grainId)).Reminders);
    }

    [Fact]
    public async Task Its_activation_ends_it()
    {
        var (alice, call) = await OverdueRing();
        Assert.Equal(CallState.Ringing, (await Row(alice)).State);
        await cluster.DropActivations();

        await call.Get(alice.UserId);

        AssertMissed(await Row(alice));
    }

    [Fact]
    public async Task The_search_for_overdue_calls_finds_it()
    {
        var (alice, call) = await OverdueRing();
        var row = await Row(alice);
        var index = cluster.Service<ICallIndex>();
        Assert.Contains(row.CallId, await index.ReadOverdue(cluster.Clock.Now, 100));
        Assert.DoesNotContain(row.CallId, await index.ReadOverdue(row.RingDeadline!.Value.AddMilliseconds(-1), 100));

        await call.Wake();

        AssertMissed(await Row(alice));
    }

    [Fact]
    public async Task A_command_finds_it_over_before_it_acts()
    {
        var (alice, call) = await OverdueRing();
        var bob = (await call.Get(alice.UserId)).Call!.Participants[1].UserId;

        var answered = await call.Execute(new Answer(new Leg(bob, "d1")));

        Assert.Equal(EndReason.Missed, answered.Call!.EndReason);
    }
}
