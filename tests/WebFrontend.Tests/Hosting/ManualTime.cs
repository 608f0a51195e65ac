namespace OrleansCalls.Hosting;

/// <summary>Time that passes when a test says so; its timers never come.</summary>
internal sealed class ManualTime : TimeProvider
{
    private TimeSpan _elapsed = TimeSpan.FromDays(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _elapsed.Ticks;

    /// <summary>Time passes.</summary>
    public void Advance(TimeSpan by) => _elapsed += by;
}
