using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OrleansCalls.Persistence;

/// <summary>What is measured of the commits: meter and activity source <see cref="Name"/>.</summary>
internal sealed class CommitMetrics
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "OrleansCalls.Persistence";

    private static readonly ActivitySource Activities = new(Name);

    private readonly Counter<long> _commits;
    private readonly Counter<long> _refusals;
    private readonly Histogram<int> _size;
    private readonly Histogram<double> _duration;

    public CommitMetrics(IMeterFactory meters, Func<int> waiting)
    {
        var meter = meters.Create(Name);
        _commits = meter.CreateCounter<long>("commits", "{commit}", "Transactions of grouped writes, by outcome.");
        _refusals = meter.CreateCounter<long>("commit.refusals", "{write}", "Writes refused because too many were waiting.");
        meter.CreateObservableGauge("commit.waiting", waiting, "{write}", "Writes that wait for a transaction.");
        _size = meter.CreateHistogram<int>("commit.size", "{write}", "Writes in one transaction.");
        _duration = meter.CreateHistogram<double>("commit.duration", "s", "From taking a connection to the commit.");
    }

    /// <summary>A span for one transaction, linked to the traces that its writes belong to.</summary>
    public static Activity? Start(IReadOnlyList<PendingWrite> group)
    {
        if (!Activities.HasListeners())
            return null;
        var links = group.Where(write => write.Origin != default).Select(write => new ActivityLink(write.Origin));
        var activity = Activities.StartActivity("commit", ActivityKind.Client, parentContext: default, links: links);
        return activity?.SetTag("db.system.name", "postgresql").SetTag("db.operation.batch.size", group.Count);
    }

    /// <summary>A transaction is over.</summary>
    public void Committed(int writes, TimeSpan duration, string outcome)
    {
        _commits.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        _size.Record(writes);
        _duration.Record(duration.TotalSeconds);
    }

    /// <summary>A write found the queue full.</summary>
    public void Refused() => _refusals.Add(1);
}
