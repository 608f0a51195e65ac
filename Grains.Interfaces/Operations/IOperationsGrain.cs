using System.Collections.Immutable;

namespace OrleansCalls.Operations;

/// <summary>What every process of the cluster says of itself. There is one, under <see cref="Key"/>.</summary>
/// <remarks>
/// In memory: reports are whole and come every few seconds, so that whatever is lost with a silo is there again with the next ones.
/// </remarks>
[Alias("operations.IOperationsGrain")]
public interface IOperationsGrain : IGrainWithStringKey
{
    /// <summary>The key of the one that there is.</summary>
    const string Key = "operations";

    /// <summary>A process is there, and this is how it is. Repeat every <see cref="CallsOptions.ReportInterval"/>.</summary>
    [Alias("Report")]
    Task Report(ProcessReport report);

    /// <summary>A process leaves in order and is forgotten at once.</summary>
    [Alias("Leave")]
    Task Leave(string processId);

    /// <summary>The last report of each process, for ten minutes also of those that fell silent.</summary>
    [Alias("Read")]
    Task<ImmutableArray<HeardProcess>> Read();
}
