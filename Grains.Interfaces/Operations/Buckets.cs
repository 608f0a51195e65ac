using System.Diagnostics.Metrics;

namespace OrleansCalls.Operations;

/// <summary>Bucket bounds for histograms, dense where percentiles matter.</summary>
public static class Buckets
{
    /// <summary>In seconds, from half a millisecond to ten seconds: for what somebody waits for.</summary>
    public static readonly double[] Latency = [.0005, .001, .002, .005, .01, .025, .05, .075, .1, .15, .25, .5, .75, 1, 2.5, 5, 10];

    /// <summary>In seconds, from one second to half a day: for how long people talk.</summary>
    public static readonly double[] Talk = [1, 5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 43_200];

    /// <summary>For how many share something.</summary>
    public static readonly int[] Batch = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

    /// <summary>The advice that gives an instrument these bounds.</summary>
    public static InstrumentAdvice<T> Advice<T>(T[] bounds) where T : struct => new() { HistogramBucketBoundaries = bounds };
}
