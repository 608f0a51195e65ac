using Waiting = System.Threading.Tasks.TaskCompletionSource<OrleansCalls.Realtime.FairTurn?>;

namespace OrleansCalls.Realtime;

/// <summary>
/// Lets a number of takers go on at once; those who wait get fair shares, so that one person's many do not delay another's one.
/// </summary>
/// <param name="atOnce">How many may go on at once, and how many people may have begun before newcomers wait.</param>
/// <param name="mayWait">How many newcomers may wait.</param>
/// <param name="limit">After how long a turn is passed on although its taker is not done.</param>
/// <param name="time">By which clock.</param>
public sealed class FairTurns(int atOnce, int mayWait, TimeSpan limit, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly FairShares<Waiting> _begun = new();
    private readonly FairShares<Waiting> _new = new();
    private readonly Dictionary<string, int> _resting = new(StringComparer.Ordinal);
    private readonly int _atOnce = atOnce;
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

    /// <summary>A person who rests counts once, however many of their turns rest: nobody keeps newcomers out alone.</summary>
    private bool MayBegin => _free > 0 && _resting.Count <= _atOnce;

    /// <summary>Waits for a first turn; dispose it to pass it on.</summary>
    /// <returns>Null when too many wait.</returns>
    /// <exception cref="OperationCanceledException">The taker went away, and its place is free.</exception>
    public Task<FairTurn?> TryTake(TurnOwner owner, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (MayBegin)
                return Task.FromResult<FairTurn?>(Give(owner));
            return _new.Count >= mayWait ? Task.FromResult<FairTurn?>(null) : Wait(_new, owner, cancellation);
        }
    }

    /// <summary>Waits for another turn, ahead of all who have not had one yet: what was begun gets done soon.</summary>
    /// <exception cref="OperationCanceledException">The taker went away, and its place is free.</exception>
    public async Task<FairTurn> TakeNext(TurnOwner owner, CancellationToken cancellation)
    {
        Task<FairTurn?> turn;
        lock (_gate)
            turn = _free > 0 ? Task.FromResult<FairTurn?>(Give(owner)) : Wait(_begun, owner, cancellation);
        return (await turn)!;
    }

    /// <summary>A turn's taker waits for somebody else: others may go on, newcomers only while few people rest.</summary>
    internal void Rest(FairTurn turn, TurnOwner owner)
    {
        lock (_gate)
        {
            if (turn.State != TurnState.Going)
                return;
            turn.State = TurnState.Resting;
            _resting[owner.UserId] = _resting.GetValueOrDefault(owner.UserId) + 1;
            _free++;
            PassOn();
        }
    }

    /// <summary>A turn is over.</summary>
    internal void End(FairTurn turn, TurnOwner owner)
    {
        lock (_gate)
        {
            if (turn.State == TurnState.Over)
                return;
            if (turn.State == TurnState.Going)
                _free++;
            else if (--_resting[owner.UserId] == 0)
                _resting.Remove(owner.UserId);
            turn.State = TurnState.Over;
            PassOn();
        }
    }

    private FairTurn Give(TurnOwner owner)
    {
        _free--;
        return new FairTurn(this, owner, limit, time);
    }

    private Task<FairTurn?> Wait(FairShares<Waiting> queue, TurnOwner owner, CancellationToken cancellation)
    {
        var waiting = new Waiting(owner, TaskCreationOptions.RunContinuationsAsynchronously);
        var leave = queue.Add(owner, waiting);
        return cancellation.CanBeCanceled ? WaitUntil(waiting, leave, cancellation) : waiting.Task;
    }

    private async Task<FairTurn?> WaitUntil(Waiting waiting, Func<bool> leave, CancellationToken cancellation)
    {
        await using var goneAway = cancellation.UnsafeRegister((_, token) =>
        {
            lock (_gate)
            {
                if (!leave())
                    return;
            }

            waiting.SetCanceled(token);
        }, state: null);
        return await waiting.Task;
    }

    private void PassOn()
    {
        while (_free > 0 && (_begun.TryTake(out var next) || (MayBegin && _new.TryTake(out next))))
            next.SetResult(Give((TurnOwner)next.Task.AsyncState!));
    }
}
