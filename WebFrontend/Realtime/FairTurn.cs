namespace OrleansCalls.Realtime;

/// <summary>A turn of <see cref="FairTurns"/>; it ends when disposed, or when its time is up.</summary>
public sealed class FairTurn : IDisposable
{
    private readonly FairTurns _turns;
    private readonly TurnOwner _owner;
    private readonly ITimer _limit;

    internal FairTurn(FairTurns turns, TurnOwner owner, TimeSpan limit, TimeProvider time)
    {
        _turns = turns;
        _owner = owner;
        _limit = time.CreateTimer(static turn => ((FairTurn)turn!).Dispose(), this, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Where it stands; changed by <see cref="FairTurns"/> alone.</summary>
    internal TurnState State { get; set; }

    /// <summary>Lets others go on while this one waits for somebody else.</summary>
    public void Rest() => _turns.Rest(this, _owner);

    public void Dispose()
    {
        _limit.Dispose();
        _turns.End(this, _owner);
    }
}

/// <summary>Where a turn stands.</summary>
internal enum TurnState
{
    /// <summary>Its taker is at work.</summary>
    Going,

    /// <summary>Its taker waits for somebody else.</summary>
    Resting,

    /// <summary>It has been passed on.</summary>
    Over,
}
