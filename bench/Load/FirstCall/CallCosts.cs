using OrleansCalls.Load.Measurements;

namespace OrleansCalls.Load.FirstCall;

/// <summary>What the calls of a measurement took.</summary>
/// <param name="Server">Which server.</param>
/// <param name="Pace">How calls were started.</param>
/// <param name="Duration">How long it took until the last one ended.</param>
/// <param name="Times">The latencies and errors.</param>
/// <param name="Cpu">The processor time of all of them; the server's is 0 where its processes are not known.</param>
/// <param name="Database">What the database did; null where there is none.</param>
/// <param name="MemoryMiB">Resident memory of the server's own processes at the end.</param>
internal sealed record CallCosts(
    string Server, Pace Pace, TimeSpan Duration, CycleTimes Times, Cpu Cpu, DatabaseUsage? Database, double MemoryMiB)
{
    /// <summary>Failed cycles.</summary>
    public int Errors => Times.Errors.Values.Sum();

    /// <summary>Calls per second that were made, from the first to the end of the last.</summary>
    public double Rate => Times.Completed / Duration.TotalSeconds;

    /// <summary>The processor time of one call, in milliseconds.</summary>
    public Cpu CpuPerCall => Cpu.Times(1d / Math.Max(1, Times.Completed));

    /// <summary>What the database did for one call.</summary>
    public DatabaseUsage? DatabasePerCall => Database?.Scaled(1d / Math.Max(1, Times.Completed));
}
