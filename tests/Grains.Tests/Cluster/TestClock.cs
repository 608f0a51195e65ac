namespace OrleansCalls.Cluster;

/// <summary>Real time plus what a test adds to it.</summary>
public sealed class TestClock : IClusterClock
{
    private long _addedTicks;

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow().AddTicks(Interlocked.Read(ref _addedTicks));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _addedTicks, time.Ticks);
}
