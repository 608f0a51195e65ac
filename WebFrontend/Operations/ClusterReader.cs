using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using OrleansCalls.Calls;
using OrleansCalls.Http;

namespace OrleansCalls.Operations;

/// <summary>
/// Asks the membership, the silos and the processes' reports, and returns what answers in time: the page matters most when not all do.
/// </summary>
public sealed class ClusterReader(
    IGrainFactory grains, ICallStatistics statistics, IClusterClock clock, IOptions<CallsOptions> options, TimeProvider time)
{
    private const string Silent = "silent";
    private const string Unknown = "unknown";
    private const string Dead = "dead";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private IManagementGrain Management => grains.GetGrain<IManagementGrain>(0);

    /// <summary>The cluster at a glance.</summary>
    public async Task<ClusterBody> Read()
    {
        var counting = InTime(statistics.CountLive());
        var listing = InTime(Management.GetHosts(onlyActive: false));
        var asking = InTime(Management.GetSimpleGrainStatistics());
        var hearing = InTime(grains.GetGrain<IOperationsGrain>(IOperationsGrain.Key).Read());
        var (live, hosts, activations, heard) = (await counting, await listing, await asking, await hearing);
        var reports = heard.IsDefault ? [] : heard;
        var silos = Silos(hosts, activations ?? [], reports);
        return new ClusterBody(
            clock.Now,
            live is not null && hosts is not null && activations is not null && !heard.IsDefault,
            silos,
            FrontEnds(reports),
            new LiveCallsBody(Of(CallState.Ringing), Of(CallState.Connecting), Of(CallState.Connected)),
            silos.Where(IsThere).Sum(silo => silo.Users),
            silos.Where(IsThere).Sum(silo => silo.Devices));

        int Of(CallState state) => live?.GetValueOrDefault(state) ?? 0;
    }

    /// <summary>The rings of the last hour by minute, over all silos.</summary>
    public async Task<ImmutableDictionary<DateTimeOffset, ImmutableArray<LatencyCount>>> ReadRings()
    {
        var heard = await InTime(grains.GetGrain<IOperationsGrain>(IOperationsGrain.Key).Read());
        return (heard.IsDefault ? [] : heard)
            .SelectMany(process => process.Report.Silo?.Rings ?? [])
            .GroupBy(ring => ring.Minute)
            .ToImmutableDictionary(minute => minute.Key, minute => minute.SelectMany(ring => ring.Counts).ToImmutableArray());
    }

    private static ImmutableArray<SiloBody> Silos(
        Dictionary<SiloAddress, SiloStatus>? hosts,
        IReadOnlyCollection<SimpleGrainStatistic> activations,
        ImmutableArray<HeardProcess> reports)
    {
        var known = (hosts ?? []).ToDictionary(host => host.Key.ToString(), host => host.Value, StringComparer.Ordinal);
        var heard = reports.Where(process => process.Report.Silo is not null)
            .GroupBy(process => process.Report.Silo!.Address, StringComparer.Ordinal)
            .ToDictionary(address => address.Key, address => address.MaxBy(process => process.HeardAt)!, StringComparer.Ordinal);
        // Of the dead only those that reported recently and have no successor: the membership remembers them for days.
        var there = known.Where(silo => silo.Value != SiloStatus.Dead).Select(silo => silo.Key).ToList();
        var places = there.Select(Place).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. there.Union(heard.Keys.Where(address => !places.Contains(Place(address))), StringComparer.Ordinal)
                .Select(address => Silo(
                    address,
                    known.TryGetValue(address, out var status) ? status.ToString().ToLowerInvariant() : hosts is null ? Unknown : Silent,
                    heard.GetValueOrDefault(address),
                    activations.Where(statistic => statistic.SiloAddress.ToString() == address)))
                .OrderByDescending(IsThere)
                .ThenBy(silo => silo.Process?.StartedAt)
                .ThenBy(silo => silo.Address, StringComparer.Ordinal),
        ];
    }

    /// <summary>An address without its generation.</summary>
    private static string Place(string address) => address[..address.LastIndexOf(':')];

    private static bool IsThere(SiloBody silo) => silo.Status is not (Silent or Dead);

    private static SiloBody Silo(string address, string status, HeardProcess? heard, IEnumerable<SimpleGrainStatistic> activations) => new(
        address,
        status,
        heard is null ? null : ProcessBody.From(heard),
        heard?.Report.Silo?.Users ?? 0,
        heard?.Report.Silo?.Devices ?? 0,
        heard?.Report.Silo?.WritesWaiting ?? 0,
        heard?.Report.Silo?.LinesWaiting ?? 0,
        activations.GroupBy(statistic => GrainTypeNames.Short(statistic.GrainType), StringComparer.Ordinal)
            .ToImmutableSortedDictionary(
                type => type.Key, type => type.Sum(statistic => statistic.ActivationCount), StringComparer.Ordinal));

    /// <summary>Silent ones come last, and disappear once another listens at the same place.</summary>
    private ImmutableArray<FrontEndBody> FrontEnds(ImmutableArray<HeardProcess> reports)
    {
        var all = reports.Where(process => process.Report.FrontEnd is not null).Select(FrontEnd)
            .ToLookup(frontEnd => frontEnd.Status != Silent);
        var places = all[true].Select(Place).ToHashSet();
        return
        [
            .. all[true].OrderBy(frontEnd => frontEnd.Process.StartedAt),
            .. all[false].Where(frontEnd => !places.Contains(Place(frontEnd))).OrderBy(frontEnd => frontEnd.Process.StartedAt),
        ];

        static (string Machine, string Url) Place(FrontEndBody frontEnd) => (frontEnd.Process.Name.Split(':')[0], frontEnd.Url);
    }

    private FrontEndBody FrontEnd(HeardProcess heard)
    {
        var part = heard.Report.FrontEnd!;
        var silent = clock.Now - heard.HeardAt > options.Value.ReportInterval * 3;
        return new FrontEndBody(
            part.Url,
            silent ? Silent : part.IsDraining ? "draining" : "serving",
            ProcessBody.From(heard),
            part.Connections,
            part.EventsWaiting);
    }

    private async Task<T?> InTime<T>(Task<T> asked)
    {
        try
        {
            return await asked.WaitAsync(Patience, time);
        }
        catch (Exception failure) when (Outage.Is(failure))
        {
            return default;
        }
    }
}
