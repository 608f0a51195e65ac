using System.Collections.Immutable;

namespace OrleansCalls.Operations;

/// <summary>How long this silo's rings took, by minute, over the last hour.</summary>
public sealed class RingWindow(IClusterClock clock)
{
    /// <summary>How many minutes are kept.</summary>
    public const int Minutes = 60;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<DateTimeOffset, int[]> _minutes = [];

    /// <summary>A ring took this long.</summary>
    public void Add(TimeSpan took)
    {
        var minute = MinuteOf(clock.Now);
        lock (_gate)
        {
            if (!_minutes.TryGetValue(minute, out var counts))
            {
                _minutes[minute] = counts = new int[LatencyBuckets.Count];
                foreach (var old in _minutes.Keys.TakeWhile(kept => kept <= minute.AddMinutes(-Minutes)).ToList())
                    _minutes.Remove(old);
            }
            counts[LatencyBuckets.Of(took)]++;
        }
    }

    /// <summary>What is kept.</summary>
    public ImmutableArray<RingMinute> Read()
    {
        lock (_gate)
            return [.. _minutes.Select(minute => new RingMinute(minute.Key, Sparse(minute.Value)))];
    }

    /// <summary>The minute that a time is in.</summary>
    public static DateTimeOffset MinuteOf(DateTimeOffset time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute));

    private static ImmutableArray<LatencyCount> Sparse(int[] counts) =>
        [.. counts.Select((count, bucket) => new LatencyCount(bucket, count)).Where(bucket => bucket.Count > 0)];
}
