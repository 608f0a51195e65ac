namespace OrleansCalls.Cluster.Tests.History.Rules;

/// <summary>
/// Nothing rings for longer than a second past its deadline, or past the time at which a disruption that was there at the deadline was
/// over; nothing is missed before its deadline, and nothing answered after it.
/// </summary>
internal static class RingsEnd
{
    private const string Rule = "rings end in time";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>As far as silos may disagree on the database's time.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(250);

    public static IEnumerable<Violation> Find(CallHistory history, Aftermath aftermath)
    {
        foreach (var row in aftermath.Calls)
        {
            if (row.RingDeadline is not { } deadline)
                continue;
            var latest = history.Disruptions
                .Where(broken => broken.From <= deadline + Grace && deadline <= broken.Until)
                .Select(broken => broken.Until)
                .Append(deadline)
                .Max() + Grace;
            var stopped = row.AnsweredAt ?? row.EndedAt;
            if (stopped is null && aftermath.ReadAt > latest)
                yield return new(Rule, $"call {row.CallId} still rings; its deadline was {deadline:O}");
            if (stopped > latest)
                yield return new(
                    Rule, $"call {row.CallId} rang until {stopped:O}; its deadline was {deadline:O}, and {latest:O} with all allowances");
            if (row.EndReason == "missed" && row.EndedAt < deadline - Tolerance)
                yield return new(Rule, $"call {row.CallId} was missed at {row.EndedAt:O}, before its deadline {deadline:O}");
            if (row.AnsweredAt > deadline + Tolerance)
                yield return new(Rule, $"call {row.CallId} was answered at {row.AnsweredAt:O}, after its deadline {deadline:O}");
        }
    }
}
