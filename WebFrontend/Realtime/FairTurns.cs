namespace OrleansCalls.Realtime;

/// <summary>Lets a number of takers go on at once; those who wait get fair shares, so that nobody's many delay another's one.</summary>
/// <param name="atOnce">How many may go on at once.</param>
/// <param name="mayWait">How many newcomers may wait.</param>
/// <param name="limit">After how long a turn passes on although its taker is not done.</param>
/// <param name="time">By which clock.</param>
public sealed class FairTurns(int atOnce, int mayWait, TimeSpan limit, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly FairQueue<TaskCompletionSource<IDisposable?>> _begun = new();
    private readonly FairQueue<TaskCompletionSource<IDisposable?>> _new = new();
    private int _free = atOnce;

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _begun.Count + _new.Count;
        }
    }

    /// <summary>Waits for a first turn; dispose it to pass it on.</summary>
    /// <returns>Null when too many wait.</returns>
    /// <exception cref="OperationCanceledException">The taker went away, and its place is free.</exception>
    public Task<IDisposable?> TryTake(string owner, CancellationToken cancellation)
    {
        lock (_gate)
            return _free == 0 && _new.Count >= mayWait ? Task.FromResult<IDisposable?>(null) : Take(_new, owner, cancellation);
    }

    /// <summary>Waits for another turn, before all who have not had one yet: what is begun is soon done.</summary>
    /// <exception cref="OperationCanceledException">The taker went away, and its place is free.</exception>
    public async Task<IDisposable> TakeNext(string owner, CancellationToken cancellation)
    {
        Task<IDisposable?> turn;
        lock (_gate)
            turn = Take(_begun, owner, cancellation);
        return (await turn)!;
    }

    private Task<IDisposable?> Take(FairQueue<TaskCompletionSource<IDisposable?>> queue, string owner, CancellationToken cancellation)
    {
        if (_free > 0)
        {
            _free--;
            return Task.FromResult<IDisposable?>(new Turn(this, limit, time));
        }

        var waiter = new TaskCompletionSource<IDisposable?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var leave = queue.Add(owner, waiter);
        return cancellation.CanBeCanceled ? WaitUntil(waiter, leave, cancellation) : waiter.Task;
    }

    private async Task<IDisposable?> WaitUntil(TaskCompletionSource<IDisposable?> waiter, Func<bool> leave, CancellationToken cancellation)
    {
        await using var goneAway = cancellation.UnsafeRegister((_, token) =>
        {
            lock (_gate)
            {
                if (!leave())
                    return;
            }

            waiter.SetCanceled(token);
        }, state: null);
        return await waiter.Task;
    }

    private void PassOn()
    {
        TaskCompletionSource<IDisposable?>? next;
        lock (_gate)
        {
            if (!_begun.TryTake(out next) && !_new.TryTake(out next))
                _free++;
        }

        next?.SetResult(new Turn(this, limit, time));
    }

    private sealed class Turn : IDisposable
    {
        private readonly ITimer _limit;
        private FairTurns? _turns;

        public Turn(FairTurns turns, TimeSpan limit, TimeProvider time)
        {
            _turns = turns;
            _limit = time.CreateTimer(static turn => ((Turn)turn!).Dispose(), this, limit, Timeout.InfiniteTimeSpan);
        }

        public void Dispose()
        {
            _limit.Dispose();
            Interlocked.Exchange(ref _turns, null)?.PassOn();
        }
    }
}
