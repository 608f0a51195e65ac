namespace OrleansCalls.Realtime;

/// <summary>
/// The events that wait for one connection: in order, bounded, sent by one pump of its own, so that a slow browser delays nobody else.
/// </summary>
/// <remarks>
/// When it is full, events that a newer one makes needless are dropped: whole states make that harmless.
/// When that does not help, <see cref="Add"/> says so, and the connection is better closed: the client gets everything by its next snapshot.
/// </remarks>
public sealed class Outbox(ICallClient client, TimeProvider time)
{
    /// <summary>More than the people that one connection may watch, so that one event about each always fits.</summary>
    public const int Capacity = 1024;

    private const int WeightLimit = 2 * 1024 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<OutgoingEvent> waiting = new();
    private bool held = true;
    private bool pumping;
    private bool closed;
    private long weight;
    private long sendingSince;
    private TaskCompletionSource? whenEmpty;

    /// <summary>How long the event that is being sent has not gone out; zero when none is.</summary>
    public TimeSpan Stalled
    {
        get
        {
            lock (gate)
                return sendingSince == 0 ? TimeSpan.Zero : time.GetElapsedTime(sendingSince);
        }
    }

    /// <summary>Takes an event; false when there is no room for it.</summary>
    public bool Add(OutgoingEvent next)
    {
        lock (gate)
        {
            if (closed)
                return true;
            if (waiting.Count >= Capacity)
                DropNeedless();
            if (waiting.Count >= Capacity || weight + next.Weight > WeightLimit)
                return false;
            waiting.Enqueue(next);
            weight += next.Weight;
            StartPump();
        }

        return true;
    }

    /// <summary>Begins to send: the snapshot went out.</summary>
    public void Release()
    {
        lock (gate)
        {
            held = false;
            StartPump();
        }
    }

    /// <summary>Sends nothing more.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            waiting.Clear();
            whenEmpty?.TrySetResult();
        }
    }

    /// <summary>Completes when nothing waits.</summary>
    public Task WhenEmpty()
    {
        lock (gate)
        {
            if (closed || (waiting.Count == 0 && !pumping))
                return Task.CompletedTask;
            return (whenEmpty ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void StartPump()
    {
        if (held || pumping || waiting.Count == 0)
            return;
        pumping = true;
        _ = Task.Run(Pump);
    }

    private async Task Pump()
    {
        while (Take() is { } next)
        {
            try
            {
                await next.Send(client);
            }
            catch (Exception)
            {
                // The connection is gone; the hub hears of that by itself and closes this.
                Close();
            }
        }
    }

    private OutgoingEvent? Take()
    {
        lock (gate)
        {
            if (closed || !waiting.TryDequeue(out var next))
            {
                pumping = false;
                sendingSince = 0;
                whenEmpty?.TrySetResult();
                whenEmpty = null;
                return null;
            }

            weight -= next.Weight;
            sendingSince = time.GetTimestamp();
            return next;
        }
    }

    private void DropNeedless()
    {
        var kept = new List<OutgoingEvent>(waiting.Count);
        var subjects = new HashSet<string>(StringComparer.Ordinal);
        foreach (var waits in waiting.Reverse())
        {
            if (waits.Subject is null || subjects.Add(waits.Subject))
                kept.Add(waits);
        }

        waiting.Clear();
        for (var at = kept.Count - 1; at >= 0; at--)
            waiting.Enqueue(kept[at]);
    }
}
