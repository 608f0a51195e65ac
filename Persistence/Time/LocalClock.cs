namespace OrleansCalls.Persistence;

/// <summary>This process's own clock, where there is no database to agree with.</summary>
public sealed class LocalClock(TimeProvider time) : IClusterClock
{
    public DateTimeOffset Now => Microseconds.Truncate(time.GetUtcNow());
}
