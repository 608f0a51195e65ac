using System.Collections.Immutable;
using OrleansCalls.Calls;

namespace OrleansCalls.Operations;

/// <summary>Rates and latencies, one item for every minute up to the present one, the oldest first.</summary>
public sealed record RateItems(ImmutableArray<RateItem> Items)
{
    /// <summary>Joins the calls' rows with what the silos measured.</summary>
    public static RateItems Of(
        DateTimeOffset first,
        DateTimeOffset last,
        IEnumerable<CallRate> rates,
        IReadOnlyDictionary<DateTimeOffset, ImmutableArray<LatencyCount>> rings)
    {
        var byMinute = rates.ToDictionary(rate => rate.Minute);
        var items = ImmutableArray.CreateBuilder<RateItem>();
        for (var minute = first; minute <= last; minute = minute.AddMinutes(1))
        {
            var rate = byMinute.GetValueOrDefault(minute);
            var counts = rings.GetValueOrDefault(minute, []);
            items.Add(new RateItem(
                minute,
                rate?.Started ?? 0,
                rate?.Ended.Values.Sum() ?? 0,
                rate?.Ended ?? ImmutableDictionary<EndReason, int>.Empty,
                counts.Sum(count => count.Count),
                Quantile(counts, 0.5),
                Quantile(counts, 0.95),
                Quantile(counts, 0.99)));
        }

        return new RateItems(items.ToImmutable());
    }

    private static double? Quantile(ImmutableArray<LatencyCount> counts, double part) =>
        LatencyBuckets.Quantile(counts, part) is { } milliseconds ? Math.Round(milliseconds, 2) : null;
}

/// <summary>One minute.</summary>
/// <param name="At">Its beginning.</param>
/// <param name="Started">Calls made, from the calls' rows.</param>
/// <param name="Ended">Calls ended, likewise.</param>
/// <param name="Reasons">Those by reason.</param>
/// <param name="Rings">How many rings were timed by the silos that report.</param>
/// <param name="RingP50Ms">Half of them took less than this, from the caller's command until every front-end was told.</param>
/// <param name="RingP95Ms">95 of 100.</param>
/// <param name="RingP99Ms">99 of 100.</param>
public sealed record RateItem(
    DateTimeOffset At,
    int Started,
    int Ended,
    ImmutableDictionary<EndReason, int> Reasons,
    int Rings,
    double? RingP50Ms,
    double? RingP95Ms,
    double? RingP99Ms);
