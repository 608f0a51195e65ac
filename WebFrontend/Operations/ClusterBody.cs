using System.Collections.Immutable;

namespace OrleansCalls.Operations;

/// <summary>The cluster at a glance.</summary>
/// <param name="At">When this was asked, by the database's clock.</param>
/// <param name="Complete">False if part of the cluster did not answer in time and is missing here.</param>
/// <param name="Silos">The silos; those that fell silent within the last ten minutes come last.</param>
/// <param name="FrontEnds">The front-ends, likewise.</param>
/// <param name="LiveCalls">How many live calls there are.</param>
/// <param name="Users">People with a device.</param>
/// <param name="Devices">Their devices.</param>
public sealed record ClusterBody(
    DateTimeOffset At,
    bool Complete,
    ImmutableArray<SiloBody> Silos,
    ImmutableArray<FrontEndBody> FrontEnds,
    LiveCallsBody LiveCalls,
    int Users,
    int Devices);

/// <summary>Live calls by state.</summary>
public sealed record LiveCallsBody(int Ringing, int Connecting, int Connected);

/// <summary>A process, as far as it has reported.</summary>
/// <param name="Name">Machine and process.</param>
/// <param name="Version">The version of the product.</param>
/// <param name="StartedAt">When it started.</param>
/// <param name="HeardAt">When it last reported.</param>
/// <param name="Processors">How many processors it keeps busy.</param>
/// <param name="MemoryBytes">Its memory.</param>
public sealed record ProcessBody(
    string Name, string Version, DateTimeOffset StartedAt, DateTimeOffset HeardAt, double Processors, long MemoryBytes)
{
    /// <summary>As the process reported.</summary>
    public static ProcessBody From(HeardProcess heard) => new(
        heard.Report.Name,
        heard.Report.Version,
        heard.Report.StartedAt,
        heard.HeardAt,
        Math.Round(heard.Report.Processors, 2),
        heard.Report.Memory);
}

/// <summary>A silo.</summary>
/// <param name="Address">Its address and generation.</param>
/// <param name="Status">As in the membership; <c>silent</c> if missing there, <c>unknown</c> if the membership does not answer.</param>
/// <param name="Process">Its process, once that has reported.</param>
/// <param name="Users">People whose presence lives here.</param>
/// <param name="Devices">Their devices.</param>
/// <param name="WritesWaiting">Writes waiting for a commit.</param>
/// <param name="LinesWaiting">Ledger lines waiting.</param>
/// <param name="Activations">Grains in memory, by type.</param>
public sealed record SiloBody(
    string Address,
    string Status,
    ProcessBody? Process,
    int Users,
    int Devices,
    int WritesWaiting,
    int LinesWaiting,
    ImmutableSortedDictionary<string, int> Activations);

/// <summary>A front-end.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="Status"><c>serving</c>, <c>draining</c>, or <c>silent</c>.</param>
/// <param name="Process">Its process.</param>
/// <param name="Connections">Open hub connections.</param>
/// <param name="EventsWaiting">Events waiting to be sent.</param>
public sealed record FrontEndBody(string Url, string Status, ProcessBody Process, int Connections, int EventsWaiting);
