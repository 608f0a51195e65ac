namespace OrleansCalls.Cluster.Tests.History.Rules;

/// <summary>Nobody is in two live calls, neither now nor at any time before.</summary>
internal static class OneLiveCall
{
    private const string Rule = "one live call";

    /// <summary>Silos agree on the database's time only about as well as they can read it.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(250);

    public static IEnumerable<Violation> Find(Aftermath aftermath)
    {
        var spans = aftermath.Calls
            .Where(row => row.RingDeadline is not null)
            .SelectMany(row => row.Participants.Select(
                person => (person.UserId, row.CallId, From: row.CreatedAt, Until: row.EndedAt ?? DateTimeOffset.MaxValue)))
            .GroupBy(span => span.UserId);
        foreach (var person in spans)
        {
            var (before, end) = ("", DateTimeOffset.MinValue);
            foreach (var span in person.OrderBy(span => span.From))
            {
                if (end != DateTimeOffset.MinValue && span.From < end - Tolerance)
                    yield return new(
                        Rule, $"{person.Key} was in calls {before} (until {Text(end)}) and {span.CallId} (from {span.From:O})");
                if (span.Until > end)
                    (before, end) = (span.CallId, span.Until);
            }
        }
    }

    private static string Text(DateTimeOffset end) => end == DateTimeOffset.MaxValue ? "now" : $"{end:O}";
}
