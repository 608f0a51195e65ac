using System.Collections.Immutable;

namespace OrleansCalls.Operations;

/// <summary>Collects what every process of the cluster reports of itself. There is one, under <see cref="Key"/>.</summary>
/// <remarks>
/// In memory: reports are complete and come every few seconds, so what is lost with a silo is soon back.
/// </remarks>
[Alias("operations.IOperationsGrain")]
public interface IOperationsGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "operations";

    /// <summary>A process is alive, in this state. Repeat every <see cref="CallsOptions.ReportInterval"/>.</summary>
    [Alias("Report")]
    Task Report(ProcessReport report);

    /// <summary>A process stops in order and is forgotten at once.</summary>
    [Alias("Leave")]
    Task Leave(string processId);

    /// <summary>The last report of each process; a silent one is kept for ten minutes.</summary>
    [Alias("Read")]
    Task<ImmutableArray<HeardProcess>> Read();
}
