using OrleansCalls.Cluster;
using OrleansCalls.Presence;

namespace OrleansCalls.Calls;

/// <summary>A call that goes from one device of a person to another (FEATURES H3).</summary>
public sealed class MovingTests(PatientCluster cluster) : IClassFixture<PatientCluster>
{
    [Fact]
    public async Task Joining_from_another_device_binds_it_and_everybody_is_told_by_the_whole_call()
    {
        var (alice, first, second, call) = await InACall();

        var moved = await second.Join(call.CallId);

        Assert.Equal((CallState.Connected, "d2", call.Version + 1), (moved.State, moved.Find(first.UserId)!.DeviceId, moved.Version));
        foreach (var browser in (Browser[])[alice, first, second])
        {
            var told = await browser.Told<CallChanged>(told => told.Call.Version == moved.Version);
            Assert.Equal((CallChange.Updated, "d2"), (told.Change, told.Call.Find(first.UserId)!.DeviceId));
        }
        Assert.Equal(moved.Version, (await second.Join(call.CallId)).Version);
    }

    [Fact]
    public async Task The_first_device_is_out_of_it_until_it_brings_the_call_back()
    {
        var (_, first, second, call) = await InACall();
        await second.Join(call.CallId);
        var grain = cluster.Call(call.CallId);

        Assert.All(
            [
                await grain.Execute(new HangUp(first.Leg)), await grain.Execute(new Connected(first.Leg)),
                    await grain.Execute(new MediaLost(first.Leg)),
                await grain.Execute(new Mute(first.Leg, Muted: true, CameraOff: true)),
            ],
            result => Assert.Equal(Refusal.NotBound, result.Refusal));
        Assert.Equal("d1", (await first.Join(call.CallId)).Find(first.UserId)!.DeviceId);
        Assert.Equal(CallState.Ended, (await first.HangUp(call.CallId)).State);
    }

    [Fact]
    public async Task Without_a_device_one_hangs_up_for_whichever_has_the_call()
    {
        var (alice, first, second, call) = await InACall();
        await second.Join(call.CallId);

        var ended = await cluster.Call(call.CallId).Execute(new HangUp(new Leg(first.UserId, DeviceId: null)));

        Assert.Equal(EndReason.Completed, ended.Call!.EndReason);
        await alice.ToldOf(call.CallId, CallState.Ended);
    }

    [Fact]
    public async Task Signals_kept_for_the_first_device_are_not_the_seconds_and_new_ones_are()
    {
        var (alice, first, second, call) = await InACall();
        var grain = cluster.Call(call.CallId);
        await grain.Signal(new SendSignal(alice.Leg, first.UserId, SignalType.Offer, "old", 1));
        await second.Join(call.CallId);
        await grain.Signal(new SendSignal(alice.Leg, first.UserId, SignalType.Offer, "new", 2));

        Assert.Equal(["new"], (await grain.Signals(second.Leg, after: 0)).Items.Select(signal => signal.Payload));
        Assert.Equal("d2", (await second.Told<SignalReceived>(told => told.Signal.Payload == "new")).DeviceId);
        Assert.Null(await grain.Signal(new SendSignal(second.Leg, alice.UserId, SignalType.Answer, "answer", 2)));
        Assert.Equal(RefusalCodes.NotBound, (await grain.Signal(new SendSignal(first.Leg, alice.UserId, SignalType.Ice, "x", 2)))!.Code);
    }

    private async Task<(Browser Alice, Browser First, Browser Second, CallView Call)> InACall()
    {
        var (alice, first) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var second = await Browser.Open(cluster, first.UserId, "d2");
        var call = await alice.MustCall(first.UserId);
        await first.Answer(call.CallId);
        return (alice, first, second, await alice.Connected(call.CallId));
    }
}
