using System.Collections.Immutable;

namespace OrleansCalls.Operations;

/// <summary>The state of a process: a silo, a front-end, or both.</summary>
[GenerateSerializer, Immutable, Alias("operations.ProcessReport")]
public sealed record ProcessReport
{
    /// <summary>Unique to one run of the process.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The machine's name and the process's number.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>The version of the product.</summary>
    [Id(2)] public required string Version { get; init; }

    /// <summary>When it started, by the database's clock.</summary>
    [Id(3)] public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How many processors it keeps busy.</summary>
    [Id(4)] public double Processors { get; init; }

    /// <summary>Its memory, in bytes.</summary>
    [Id(5)] public long Memory { get; init; }

    /// <summary>Its silo, if it has one.</summary>
    [Id(6)] public SiloReport? Silo { get; init; }

    /// <summary>Its front-end, if it has one.</summary>
    [Id(7)] public FrontEndReport? FrontEnd { get; init; }
}

/// <summary>A silo.</summary>
/// <param name="Address">Its address with its generation, as Orleans writes it.</param>
/// <param name="Users">People with a device, whose presence lives here.</param>
/// <param name="Devices">Their devices.</param>
/// <param name="WritesWaiting">Writes that wait for a commit.</param>
/// <param name="LinesWaiting">Lines of the ledger that wait to be written.</param>
/// <param name="Rings">How long rings took, by minute, of the last hour.</param>
[GenerateSerializer, Immutable, Alias("operations.SiloReport")]
public sealed record SiloReport(
    [property: Id(0)] string Address,
    [property: Id(1)] int Users,
    [property: Id(2)] int Devices,
    [property: Id(3)] int WritesWaiting,
    [property: Id(4)] int LinesWaiting,
    [property: Id(5)] ImmutableArray<RingMinute> Rings);

/// <summary>A front-end.</summary>
/// <param name="Url">Where it listens.</param>
/// <param name="Connections">Open hub connections.</param>
/// <param name="EventsWaiting">Events that wait to be sent to them.</param>
/// <param name="IsDraining">It was told to stop, and sends its clients elsewhere.</param>
[GenerateSerializer, Immutable, Alias("operations.FrontEndReport")]
public sealed record FrontEndReport(
    [property: Id(0)] string Url, [property: Id(1)] int Connections, [property: Id(2)] int EventsWaiting,
    [property: Id(3)] bool IsDraining);

/// <summary>What a process said, and when.</summary>
[GenerateSerializer, Immutable, Alias("operations.HeardProcess")]
public sealed record HeardProcess([property: Id(0)] ProcessReport Report, [property: Id(1)] DateTimeOffset HeardAt);

/// <summary>The rings of one minute.</summary>
/// <param name="Minute">Its beginning.</param>
/// <param name="Counts">How many fell into each bucket that is not empty.</param>
[GenerateSerializer, Immutable, Alias("operations.RingMinute")]
public sealed record RingMinute([property: Id(0)] DateTimeOffset Minute, [property: Id(1)] ImmutableArray<LatencyCount> Counts);

/// <summary>How many durations fell into one bucket.</summary>
[GenerateSerializer, Immutable, Alias("operations.LatencyCount")]
public readonly record struct LatencyCount([property: Id(0)] int Bucket, [property: Id(1)] int Count);
