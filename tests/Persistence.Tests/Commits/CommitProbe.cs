using System.Diagnostics.Metrics;

namespace OrleansCalls.Persistence.Tests.Commits;

/// <summary>Counts the commits of one store, as an operator would see them.</summary>
internal sealed class CommitProbe : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _commits;

    /// <summary>Begins to count.</summary>
    public CommitProbe(IMeterFactory meters)
    {
        var meter = meters.Create("OrleansCalls.Persistence");
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter == meter && instrument.Name == "orleanscalls.commits")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref _commits, value));
        _listener.Start();
    }

    /// <summary>How many transactions there were.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    public void Dispose() => _listener.Dispose();
}
