using OrleansCalls.Load.Measurements;

namespace OrleansCalls.Load.FirstCall;

/// <summary>The outcome of a run.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Times">The latencies and errors.</param>
/// <param name="Duration">How long it took until the last call ended.</param>
/// <param name="Cpu">The server's processor time, less what it uses when idle.</param>
/// <param name="Database">What the database did, less what it does when idle; null when it is not known.</param>
/// <param name="WorkingSetMiB">The server's memory at the end.</param>
internal sealed record FirstCallResult(
    LoadOptions Options, CycleTimes Times, TimeSpan Duration, TimeSpan Cpu, DatabaseUsage? Database, double WorkingSetMiB)
{
    /// <summary>Failed cycles.</summary>
    public int Errors => Times.Errors.Values.Sum();

    /// <summary>Milliseconds of the server's processor time for one call.</summary>
    public double CpuPerCall => PerCall(Cpu.TotalMilliseconds);

    /// <summary>Committed transactions for one call.</summary>
    public double? CommitsPerCall => Database is { } database ? PerCall(database.Commits) : null;

    /// <summary>Flushes of the write-ahead log for one call.</summary>
    public double? FlushesPerCall => Database is { } database ? PerCall(database.WalSyncs) : null;

    /// <summary>Bytes of the write-ahead log for one call.</summary>
    public double? BytesPerCall => Database is { } database ? PerCall(database.WalBytes) : null;

    private double PerCall(double total) => Math.Round(total / Math.Max(1, Times.Completed), 2);
}
