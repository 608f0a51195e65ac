using System.Diagnostics.Metrics;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>Metrics of the ledger, on the meter of persistence.</summary>
internal sealed class LedgerMetrics
{
    private readonly Counter<long> _dropped;

    public LedgerMetrics(IMeterFactory meters, Func<int> waiting)
    {
        var meter = meters.Create(CommitMetrics.Name);
        _dropped = meter.CreateCounter<long>("orleanscalls.ledger.dropped", "{line}", "Lines of the ledger that were never written.");
        meter.CreateObservableGauge("orleanscalls.ledger.waiting", waiting, "{line}", "Lines of the ledger that wait to be written.");
    }

    /// <summary>Lines are lost.</summary>
    public void Dropped(int lines) => _dropped.Add(lines);
}
