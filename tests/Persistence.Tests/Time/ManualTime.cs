namespace OrleansCalls.Persistence.Tests.Time;

/// <summary>A machine's clock and counter, moved by hand.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _clock = start;

    /// <summary>How far the counter has come.</summary>
    public TimeSpan Elapsed { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Elapsed.Ticks;

    public override DateTimeOffset GetUtcNow() => _clock;

    /// <summary>Time passes.</summary>
    public void Advance(TimeSpan by)
    {
        Elapsed += by;
        _clock += by;
    }

    /// <summary>Somebody sets the clock; the counter knows nothing of it.</summary>
    public void SetClock(DateTimeOffset clock) => _clock = clock;
}
