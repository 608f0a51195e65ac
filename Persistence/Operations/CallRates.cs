using System.Collections.Immutable;
using OrleansCalls.Calls;

namespace OrleansCalls.Operations;

/// <summary>Rates out of counts.</summary>
internal static class CallRates
{
    /// <summary>One rate a minute, the oldest first. A count without a reason is of calls that began.</summary>
    public static ImmutableArray<CallRate> ByMinute(IEnumerable<(DateTimeOffset Minute, EndReason? Reason, int Count)> counts) =>
    [
        .. counts.GroupBy(count => count.Minute).OrderBy(minute => minute.Key).Select(minute => new CallRate(
            minute.Key,
            minute.Where(count => count.Reason is null).Sum(count => count.Count),
            minute.Where(count => count.Reason is not null).ToImmutableDictionary(count => count.Reason!.Value, count => count.Count))),
    ];
}
