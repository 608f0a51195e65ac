namespace OrleansCalls.Realtime;

/// <summary>
/// The events that wait for one connection: in order, bounded, sent by one pump of its own, so that a slow browser delays nobody else.
/// What waits goes out together, as much as fits into a frame.
/// </summary>
/// <remarks>
/// When it is full, events superseded by newer ones are dropped, which is harmless because each carries a whole state. If that does not
/// help, <see cref="Add"/> says so, and the connection should be closed: the next snapshot has everything. Signals have room of their own:
/// for each sender as much as a call keeps of theirs, and as much again while that goes out. Whoever sends more loses only their own.
/// </remarks>
public sealed class Outbox(Func<IReadOnlyList<OutgoingEvent>, Task> send, TimeProvider time, CallsOptions options)
{
    /// <summary>More than the people that one connection may watch, so that one event about each always fits.</summary>
    public const int Capacity = 1024;

    // Enough to save most of what each frame costs, and little enough to notice a browser that takes nothing.
    private const int FrameEvents = 32;
    private const int FrameWeight = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<OutgoingEvent> _waiting = new();
    private readonly Dictionary<string, (int Count, long Weight)> _senders = new(StringComparer.Ordinal);
    private bool _held = true;
    private bool _pumping;
    private bool _closed;
    private int _signals;
    private long _sendingSince;
    private TaskCompletionSource? _whenEmpty;

    /// <summary>For how long the frame being sent has not gone out; zero if there is none.</summary>
    public TimeSpan Stalled
    {
        get
        {
            lock (_gate)
                return _sendingSince == 0 ? TimeSpan.Zero : time.GetElapsedTime(_sendingSince);
        }
    }

    /// <summary>How many events wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Takes an event; false when there is no room for it.</summary>
    public bool Add(OutgoingEvent next)
    {
        lock (_gate)
        {
            if (_closed)
                return true;
            if (next.Sender is { } sender ? !TryTake(sender, next.Weight) : !HasRoom())
                return false;
            _waiting.Enqueue(next);
            StartPump();
        }

        return true;
    }

    /// <summary>Begins to send: the snapshot has gone out.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _held = false;
            StartPump();
        }
    }

    /// <summary>Sends nothing more.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _waiting.Clear();
            _whenEmpty?.TrySetResult();
        }
    }

    /// <summary>Completes when nothing waits.</summary>
    public Task WhenEmpty()
    {
        lock (_gate)
        {
            if (_closed || (_waiting.Count == 0 && !_pumping))
                return Task.CompletedTask;
            return (_whenEmpty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private bool HasRoom()
    {
        if (_waiting.Count - _signals >= Capacity)
            DropNeedless();
        return _waiting.Count - _signals < Capacity;
    }

    private bool TryTake(string sender, int weight)
    {
        var (count, all) = _senders.GetValueOrDefault(sender);
        if (count >= 2 * options.KeptSignals || all + weight > 2L * options.KeptSignalBytes)
            return false;
        _senders[sender] = (count + 1, all + weight);
        _signals++;
        return true;
    }

    private void GiveBack(string sender, int weight)
    {
        var (count, all) = _senders[sender];
        _signals--;
        if (count == 1)
            _senders.Remove(sender);
        else
            _senders[sender] = (count - 1, all - weight);
    }

    private void StartPump()
    {
        if (_held || _pumping || _waiting.Count == 0)
            return;
        _pumping = true;
        ThreadPool.UnsafeQueueUserWorkItem(static outbox => _ = outbox.Pump(), this, preferLocal: true);
    }

    private async Task Pump()
    {
        while (Take() is { Count: > 0 } frame)
        {
            try
            {
                await send(frame);
            }
            catch (Exception)
            {
                // The connection is gone; the hub hears of that by itself and closes this.
                Close();
            }
        }
    }

    private List<OutgoingEvent> Take()
    {
        var frame = new List<OutgoingEvent>();
        lock (_gate)
        {
            for (var weight = 0; frame.Count < FrameEvents && weight < FrameWeight && !_closed && _waiting.TryDequeue(out var next);)
            {
                if (next.Sender is { } sender)
                    GiveBack(sender, next.Weight);
                weight += next.Weight;
                frame.Add(next);
            }

            if (frame.Count > 0)
            {
                _sendingSince = time.GetTimestamp();
                return frame;
            }

            _pumping = false;
            _sendingSince = 0;
            _whenEmpty?.TrySetResult();
            _whenEmpty = null;
            return frame;
        }
    }

    private void DropNeedless()
    {
        var kept = new List<OutgoingEvent>(_waiting.Count);
        var subjects = new HashSet<string>(StringComparer.Ordinal);
        foreach (var waits in _waiting.Reverse())
        {
            if (waits.Subject is null || subjects.Add(waits.Subject))
                kept.Add(waits);
        }

        _waiting.Clear();
        for (var at = kept.Count - 1; at >= 0; at--)
            _waiting.Enqueue(kept[at]);
    }
}
