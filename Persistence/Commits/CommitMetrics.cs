using System.Diagnostics;
using System.Diagnostics.Metrics;
using OrleansCalls.Operations;

namespace OrleansCalls.Persistence;

/// <summary>Metrics and traces of commits: meter and activity source <see cref="Name"/>.</summary>
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
        _commits = meter.CreateCounter<long>("orleanscalls.commits", "{commit}", "Transactions of grouped writes, by outcome.");
        _refusals = meter.CreateCounter<long>("orleanscalls.commit.refusals", "{write}", "Writes refused because too many were waiting.");
        meter.CreateObservableGauge("orleanscalls.commit.waiting", waiting, "{write}", "Writes that wait for a transaction.");
        _size = meter.CreateHistogram(
            "orleanscalls.commit.size", "{write}", "Writes in one transaction.", tags: null, Buckets.Advice(Buckets.Batch));
        _duration = meter.CreateHistogram(
            "orleanscalls.commit.duration", "s", "From taking a connection to the commit.", tags: null, Buckets.Advice(Buckets.Latency));
    }

    /// <summary>
    /// A span for one transaction. That of a single write belongs to the write's trace, and so do Npgsql's spans; one shared by several
    /// traces begins its own, with links both ways.
    /// </summary>
    public static Activity? Start(IReadOnlyList<Write> group)
    {
        // The lane serves everybody and belongs to no trace, whoever needed it first.
        Activity.Current = null;
        if (!Activities.HasListeners())
            return null;
        var origins = group.Select(write => write.Span?.Context ?? default).Where(origin => origin != default).ToList();
        var activity = group.Count == 1 && origins is [var only]
            ? Activities.StartActivity("commit batch", ActivityKind.Client, only)
            : Activities.StartActivity(
                "commit batch", ActivityKind.Client, parentContext: default, links: origins.Select(origin => new ActivityLink(origin)));
        if (activity is not null && group.Count > 1)
        {
            foreach (var write in group)
                write.Span?.AddLink(new ActivityLink(activity.Context));
        }
        return activity?.SetTag("db.system.name", "postgresql").SetTag("db.operation.batch.size", group.Count);
    }

    /// <summary>A span for one write in the trace of whoever asked for it, from now until it is committed; none outside a trace.</summary>
    public static Activity? StartWrite()
    {
        if (Activity.Current is not { } wanting)
            return null;
        var span = Activities.StartActivity("commit", ActivityKind.Client)?.SetTag("db.system.name", "postgresql");
        Activity.Current = wanting;
        return span;
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
