using OrleansCalls.Calls;
using OrleansCalls.Presence;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

public sealed class OutboxTests
{
    private static readonly CallsOptions Options = new();

    private readonly ScriptedClient _client = new();
    private readonly Outbox _outbox;

    public OutboxTests() => _outbox = new Outbox(_client.Send, TimeProvider.System, Options);

    [Fact]
    public async Task Held_UntilReleased_ThenInOrder()
    {
        Assert.True(_outbox.Add(OutgoingEvent.Of(1)));
        Assert.True(_outbox.Add(OutgoingEvent.Of(2)));
        Assert.Empty(_client.Missed);
        _outbox.Release();
        await _outbox.WhenEmpty();
        Assert.Equal([1, 2], _client.Missed);
    }

    [Fact]
    public async Task Full_OfWholeStates_KeepsTheNewestOfEach()
    {
        for (var change = 1; change <= 10 * Outbox.Capacity; change++)
        {
            Assert.True(_outbox.Add(OutgoingEvent.Of(change)));
            Assert.True(_outbox.Add(OutgoingEvent.Of(new PresenceView("u" + (change % 10), PresenceStatus.Online, null))));
        }

        _outbox.Release();
        await _outbox.WhenEmpty();
        Assert.InRange(_client.Missed.Count, 1, Outbox.Capacity);
        Assert.Equal(10 * Outbox.Capacity, _client.Missed[^1]);
    }

    [Fact]
    public void SignalsOfOneSender_AreBoundedByTheirNumber()
    {
        Assert.Equal(2 * Options.KeptSignals, Fill("a", "x"));
        Assert.Equal(2 * Options.KeptSignals, Fill("b", "x"));
    }

    [Fact]
    public void SignalsOfOneSender_AreBoundedByTheirSize()
    {
        var payload = new string('x', Options.MaxSignalBytes);
        Assert.Equal(2 * Options.KeptSignalBytes / Options.MaxSignalBytes, Fill("a", payload));
        Assert.True(_outbox.Add(OutgoingEvent.Of(Signal("b", payload))));
    }

    [Fact]
    public async Task FullOfSignals_StillTakesStates_AndTakesSignalsAgainWhenTheyAreOut()
    {
        var filled = Fill("a", "x");
        for (var change = 1; change <= 2 * Outbox.Capacity; change++)
            Assert.True(_outbox.Add(OutgoingEvent.Of(change)));
        _outbox.Release();
        await _outbox.WhenEmpty();
        Assert.Equal(2 * Outbox.Capacity, _client.Missed[^1]);
        Assert.Equal(filled, _client.Signals);
        Assert.True(_outbox.Add(OutgoingEvent.Of(Signal("a", "x"))));
    }

    [Fact]
    public async Task WhatWaits_GoesOutTogether_AsMuchAsAFrameHolds()
    {
        for (var change = 1; change <= 40; change++)
            _outbox.Add(OutgoingEvent.Of(change));
        var large = Signal("a", new string('x', Options.MaxSignalBytes));
        for (var signal = 0; signal < 4; signal++)
            _outbox.Add(OutgoingEvent.Of(large));
        _outbox.Release();
        await _outbox.WhenEmpty();
        Assert.InRange(_client.Frames.Count, 3, 6);
        Assert.All(_client.Frames, frame => Assert.InRange(frame.Sum(sent => sent.Weight), 0, 2 * Options.MaxSignalBytes));
        Assert.Equal(Enumerable.Range(1, 40), _client.Missed);
    }

    [Fact]
    public async Task Slow_Client_IsNoticed()
    {
        _client.Gate = new TaskCompletionSource();
        _outbox.Add(OutgoingEvent.Of(1));
        _outbox.Release();
        await Eventually.Holds(() => _outbox.Stalled > TimeSpan.Zero);
        _client.Gate.SetResult();
        await _outbox.WhenEmpty();
        Assert.Equal(TimeSpan.Zero, _outbox.Stalled);
    }

    [Fact]
    public async Task Closed_TakesAndSendsNothing()
    {
        _outbox.Add(OutgoingEvent.Of(1));
        _outbox.Close();
        _outbox.Release();
        Assert.True(_outbox.Add(OutgoingEvent.Of(2)));
        await _outbox.WhenEmpty();
        Assert.Empty(_client.Missed);
    }

    private static SignalView Signal(string from, string payload) => new("c", 1, from, "a1", "me", SignalType.Ice, payload, 0);

    private int Fill(string from, string payload)
    {
        var taken = 0;
        while (_outbox.Add(OutgoingEvent.Of(Signal(from, payload))))
            taken++;
        return taken;
    }

    private sealed class ScriptedClient
    {
        public List<IReadOnlyList<OutgoingEvent>> Frames { get; } = [];

        public List<int> Missed => [.. Frames.SelectMany(frame => frame).Select(sent => sent.Argument).OfType<int>()];

        public int Signals => Frames.SelectMany(frame => frame).Count(sent => sent.Argument is SignalView);

        public TaskCompletionSource? Gate { get; set; }

        public async Task Send(IReadOnlyList<OutgoingEvent> frame)
        {
            if (Gate is not null)
                await Gate.Task;
            Frames.Add(frame);
        }
    }
}
