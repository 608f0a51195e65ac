namespace OrleansCalls.Operations;

/// <summary>
/// Durations in buckets, each 9 % wider than the one before: small, additive over processes, and precise enough for a percentile.
/// </summary>
public static class LatencyBuckets
{
    /// <summary>How many there are: from 1/8 ms to more than a minute.</summary>
    public const int Count = 160;

    private const double Least = 0.125;
    private const int PerOctave = 8;

    /// <summary>The bucket of a duration.</summary>
    public static int Of(TimeSpan duration) =>
        Math.Clamp((int)Math.Ceiling(Math.Log2(Math.Max(duration.TotalMilliseconds, Least) / Least) * PerOctave), 0, Count - 1);

    /// <summary>The duration, in milliseconds, below which the given part of those counted lies; null when none were.</summary>
    public static double? Quantile(IEnumerable<LatencyCount> counts, double part)
    {
        var byBucket = counts.GroupBy(count => count.Bucket).Select(group => (Bucket: group.Key, Count: group.Sum(count => count.Count)))
            .OrderBy(bucket => bucket.Bucket).ToList();
        var wanted = Math.Ceiling(byBucket.Sum(bucket => bucket.Count) * part);
        foreach (var (bucket, count) in byBucket)
        {
            wanted -= count;
            if (wanted <= 0)
                return Least * Math.Pow(2, (bucket - 0.5) / PerOctave);
        }
        return null;
    }
}
