using OrleansCalls.Calls;
using OrleansCalls.Presence;
using OrleansCalls.Testing;

namespace OrleansCalls.Realtime;

public sealed class OutboxTests
{
    private readonly ScriptedClient _client = new();
    private readonly Outbox _outbox;

    public OutboxTests() => _outbox = new Outbox(_client, TimeProvider.System);

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
    public void Full_OfSignals_HasNoRoom()
    {
        var taken = 0;
        while (_outbox.Add(OutgoingEvent.Of(Signal("x"))))
            Assert.True(++taken <= Outbox.Capacity);
        Assert.Equal(Outbox.Capacity, taken);
        Assert.False(_outbox.Add(OutgoingEvent.Of(Signal("x"))));
    }

    [Fact]
    public void LargeSignals_AreBoundedByTheirSize()
    {
        var taken = 0;
        while (_outbox.Add(OutgoingEvent.Of(Signal(new string('x', 65536)))))
            taken++;
        Assert.InRange(taken, 8, 64);
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

    private static SignalView Signal(string payload) => new("c", 1, "a", "a1", "b", SignalType.Ice, payload, 0);

    private sealed class ScriptedClient : ICallClient
    {
        public List<int> Missed { get; } = [];

        public TaskCompletionSource? Gate { get; set; }

        public async Task MissedChanged(int unseen)
        {
            if (Gate is not null)
                await Gate.Task;
            Missed.Add(unseen);
        }

        public Task CallInitiated(CallView call) => Task.CompletedTask;

        public Task CallAnswered(CallView call) => Task.CompletedTask;

        public Task CallRejected(CallView call) => Task.CompletedTask;

        public Task CallUpdated(CallView call) => Task.CompletedTask;

        public Task CallEnded(CallView call) => Task.CompletedTask;

        public Task SignalReceived(SignalView signal) => Task.CompletedTask;

        public Task PresenceChanged(PresenceView presence) => Task.CompletedTask;

        public Task Snapshot(Snapshot snapshot) => Task.CompletedTask;

        public Task Reconnect(ReconnectNotice notice) => Task.CompletedTask;
    }
}
