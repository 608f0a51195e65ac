namespace Orleans.Runtime.Activations;

/// <summary>
/// The turns of one activation. Its work runs piece by piece on the thread pool, never two pieces at once.
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

    /// <summary>Whether this thread is in one of these turns.</summary>
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
            // One task for all the queued work: what it awaits resumes on this scheduler.
            new Task(static self => ((TurnQueue)self!).Drain(), this).RunSynchronously(_scheduler);
        }
        finally
        {
            RuntimeContext.Current = before;
        }
    }

    protected abstract void Run(object work);

    /// <summary>The engine itself failed in a turn; the next turns still run.</summary>
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

            // One turn's ambient values are not for the next.
            ExecutionContext.Restore(context);
            if (Environment.TickCount64 - start > Slice.TotalMilliseconds)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }
        }
    }
}
