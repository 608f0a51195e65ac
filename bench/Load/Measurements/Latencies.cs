using System.Collections.Concurrent;

namespace OrleansCalls.Load.Measurements;

/// <summary>Every measured time of one kind.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentBag<double> _milliseconds = [];

    /// <summary>How many there are.</summary>
    public int Count => _milliseconds.Count;

    /// <summary>Adds the time between two timestamps.</summary>
    public void Add(long from, long to) => _milliseconds.Add(TimeProvider.System.GetElapsedTime(from, to).TotalMilliseconds);

    /// <summary>What the times come to.</summary>
    public LatencySummary Summarize()
    {
        double[] sorted = [.. _milliseconds.Order()];
        var max = sorted.Length == 0 ? 0 : Math.Round(sorted[^1], 2);
        return new(sorted.Length, At(sorted, 0.50), At(sorted, 0.95), At(sorted, 0.99), max);
    }

    private static double At(double[] sorted, double share) =>
        sorted.Length == 0 ? 0 : Math.Round(sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)], 2);
}
