using System.Diagnostics.Metrics;
using OrleansCalls.Operations;

namespace OrleansCalls.Realtime;

/// <summary>How long the hub's commands take, and so how many there are.</summary>
public sealed class HubMetrics(IMeterFactory meters, TimeProvider time)
{
    /// <summary>The meter of a front-end.</summary>
    public const string Meter = "OrleansCalls.WebFrontend";

    private readonly Histogram<double> _duration = meters.Create(Meter).CreateHistogram(
        "orleanscalls.hub.command.duration", "s", "From a command's arrival until its answer, by method.",
        tags: null, Buckets.Advice(Buckets.Latency));

    /// <summary>Times a command until it is disposed.</summary>
    public IDisposable Time(string method) => new Timing(this, method, time.GetTimestamp());

    private sealed class Timing(HubMetrics metrics, string method, long began) : IDisposable
    {
        public void Dispose() => metrics._duration.Record(
            metrics.Elapsed(began).TotalSeconds, new KeyValuePair<string, object?>("method", method));
    }

    private TimeSpan Elapsed(long began) => time.GetElapsedTime(began);
}
