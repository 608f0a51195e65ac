using OrleansCalls.Cluster;
using OrleansCalls.Presence;
using OrleansCalls.Testing;

namespace OrleansCalls.Calls;

/// <summary>WebRTC signals: only between the bound legs, numbered, early ones kept.</summary>
public sealed class SignalTests(PatientCluster cluster) : IClassFixture<PatientCluster>
{
    private static SendSignal Offer(Leg from, string payload = "sdp", string? to = null) =>
        new(from, to, SignalType.Offer, payload, Generation: 1);

    private static SendSignal Candidate(Leg from, string payload) => new(from, To: null, SignalType.Ice, payload, Generation: 1);

    private async Task<(Browser Alice, Browser Bob, string CallId)> Answered()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        await bob.Answer(call.CallId);
        return (alice, bob, call.CallId);
    }

    /// <summary>By their numbers: one-way messages to an observer may overtake each other.</summary>
    private static Task<SignalView[]> Received(Browser browser, int count) => Eventually.Holds(
        () => Task.FromResult(browser.Events.OfType<SignalReceived>().Select(told => told.Signal).OrderBy(signal => signal.Seq).ToArray()),
        signals => signals.Length >= count);

    [Fact]
    public async Task Signals_reach_the_other_leg_numbered_as_sent_with_the_sender_that_the_session_says()
    {
        var (alice, bob, callId) = await Answered();
        Assert.Null(await cluster.Call(callId).Signal(Offer(alice.Leg)));
        for (var candidate = 0; candidate < 20; candidate++)
            Assert.Null(await cluster.Call(callId).Signal(Candidate(alice.Leg, $"{candidate}")));

        var received = await Received(bob, 21);

        Assert.Equal(Enumerable.Range(1, 21).Select(seq => (long)seq), received.Select(signal => signal.Seq));
        Assert.Equal(Enumerable.Range(0, 20).Select(candidate => $"{candidate}"), received.Skip(1).Select(signal => signal.Payload));
        Assert.All(received, signal => Assert.Equal((alice.UserId, "d1", bob.UserId), (signal.From, signal.FromDevice, signal.To)));
        Assert.Empty(alice.Events.OfType<SignalReceived>());
        Assert.All(bob.Events.OfType<SignalReceived>(), told => Assert.Equal("d1", told.DeviceId));
    }

    [Fact]
    public async Task Signals_go_straight_to_the_front_end_and_follow_the_device_to_another_one()
    {
        var (alice, bob, callId) = await Answered();
        Assert.Null(await cluster.Call(callId).Signal(Offer(alice.Leg, "first")));
        await Received(bob, 1);
        Assert.True(bob.Events.OfType<SignalReceived>().Single().IsDirect);

        var again = await Browser.Open(cluster, bob.UserId, bob.Leg.DeviceId!);
        await cluster.Call(callId).Execute(new Heartbeat(bob.Leg));
        Assert.Null(await cluster.Call(callId).Signal(Offer(alice.Leg, "second")));

        Assert.Equal("second", Assert.Single(await Received(again, 1)).Payload);
        Assert.Single(bob.Events.OfType<SignalReceived>());
    }

    [Fact]
    public async Task What_comes_before_the_answer_is_kept_for_the_leg_that_answers()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);
        Assert.Null(await cluster.Call(call.CallId).Signal(Candidate(alice.Leg, "early")));
        Assert.Empty(bob.Events.OfType<SignalReceived>());

        await bob.Answer(call.CallId);

        Assert.Equal("early", Assert.Single(await Received(bob, 1)).Payload);
    }

    [Fact]
    public async Task A_device_that_is_not_in_the_call_cannot_signal_into_it()
    {
        var (alice, bob, callId) = await Answered();
        var other = new Leg(bob.UserId, "d2");

        Assert.Equal(RefusalCodes.NotBound, (await cluster.Call(callId).Signal(Offer(other)))!.Code);
        Assert.Equal(RefusalCodes.NotBound, (await cluster.Call(callId).Signals(other, 0)).Refusal!.Code);
        Assert.Empty(alice.Events.OfType<SignalReceived>());
    }

    [Fact]
    public async Task Who_rings_and_has_not_answered_cannot_signal()
    {
        var (alice, bob) = (await cluster.NewBrowser(), await cluster.NewBrowser());
        var call = await alice.MustCall(bob.UserId);

        Assert.Equal(RefusalCodes.NotBound, (await cluster.Call(call.CallId).Signal(Offer(bob.Leg)))!.Code);
    }

    [Fact]
    public async Task A_signal_to_nobody_in_the_call_is_invalid_and_after_the_end_there_is_none()
    {
        var (alice, bob, callId) = await Answered();
        Assert.Equal(RefusalCodes.Invalid, (await cluster.Call(callId).Signal(Offer(alice.Leg, to: "eve")))!.Code);
        Assert.Equal(RefusalCodes.Invalid, (await cluster.Call(callId).Signal(Offer(alice.Leg, to: alice.UserId)))!.Code);

        await bob.HangUp(callId);

        Assert.Equal(RefusalCodes.NotBound, (await cluster.Call(callId).Signal(Offer(alice.Leg)))!.Code);
        Assert.Empty(bob.Events.OfType<SignalReceived>());
    }

    [Fact]
    public async Task A_client_without_a_socket_fetches_its_signals_page_by_page()
    {
        var (alice, bob, callId) = await Answered();
        await cluster.Call(callId).Signal(Offer(alice.Leg, "one"));
        var first = await cluster.Call(callId).Signals(bob.Leg, after: 0);
        await cluster.Call(callId).Signal(Offer(alice.Leg, "two"));
        var second = await cluster.Call(callId).Signals(bob.Leg, first.Next);

        Assert.Equal(["one"], first.Items.Select(signal => signal.Payload));
        Assert.Equal(["two"], second.Items.Select(signal => signal.Payload));
        Assert.Empty((await cluster.Call(callId).Signals(alice.Leg, 0)).Items);
    }
}
