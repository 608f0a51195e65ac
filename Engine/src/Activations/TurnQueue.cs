namespace Orleans.Runtime.Activations;

/// <summary>
/// The turns of one activation: work runs one piece after another on threads of the pool, and between two pieces nothing of the
/// activation runs.
/// </summary>
internal abstract class TurnQueue : IThreadPoolWorkItem
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(25);
    private readonly Queue<object> _work = new(4);
    private readonly ActivationScheduler _scheduler;
    private bool _scheduled;

    protected TurnQueue() => _scheduler = new(this);

    protected abstract IGrainContext Owner { get; }

    /// <summary>Guards the queue and the state of the activation.</summary>
    protected Lock Gate { get; } = new();

    protected bool HasWork => _work.Count > 0;

    /// <summary>Whether this thread runs one of these turns.</summary>
    public bool IsCurrent => ReferenceEquals(RuntimeContext.Current, Owner);

    public void Enqueue(object work)
    {
        lock (Gate)
        {
            _work.Enqueue(work);
            if (_scheduled)
                return;
            _scheduled = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    void IThreadPoolWorkItem.Execute()
    {
        var before = RuntimeContext.Current;
        RuntimeContext.Current = Owner;
        try
        {
            // One task for all the work that is there: what it awaits comes back to this scheduler.
            new Task(static self => ((TurnQueue)self!).Drain(), this).RunSynchronously(_scheduler);
        }
        finally
        {
            RuntimeContext.Current = before;
        }
    }

    protected abstract void Run(object work);

    /// <summary>The engine itself failed in a turn; the others go on.</summary>
    protected abstract void Unexpected(Exception error);

    private void Drain()
    {
        var context = ExecutionContext.Capture()!;
        var start = Environment.TickCount64;
        while (true)
        {
            object? work;
            lock (Gate)
            {
                if (!_work.TryDequeue(out work))
                {
                    _scheduled = false;
                    return;
                }
            }

            try
            {
                if (work is Task task)
                    _scheduler.Run(task);
                else
                    Run(work);
            }
            catch (Exception error)
            {
                Unexpected(error);
            }

            // What one turn left in the flow of values is not for the next.
            ExecutionContext.Restore(context);
            if (Environment.TickCount64 - start > Slice.TotalMilliseconds)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }
        }
    }
}
