namespace OrleansCalls.Cluster.Tests.History.Rules;

/// <summary>How long a call lasted is the same for both people and in the database; its times are in order.</summary>
internal static class DurationsAgree
{
    private const string Rule = "durations agree";

    public static IEnumerable<Violation> Find(CallHistory history, Aftermath aftermath)
    {
        foreach (var (userId, _, call) in history.Seen.Where(seen => seen.Call.IsOver)
            .DistinctBy(seen => (seen.Call.CallId, seen.UserId, seen.Call.DurationSeconds)))
        {
            if (aftermath.Find(call.CallId) is { } row && Seconds(row) != call.DurationSeconds)
                yield return new(Rule, $"call {call.CallId} lasted {Seconds(row)} s, and {userId} was shown {call.DurationSeconds} s");
        }

        foreach (var row in aftermath.Calls)
        {
            DateTimeOffset[] times = [.. new[] { row.CreatedAt, row.AnsweredAt, row.ConnectedAt, row.EndedAt }.OfType<DateTimeOffset>()];
            if (!times.SequenceEqual(times.Order()))
                yield return new(
                    Rule, $"the times of call {row.CallId} are not in order: {string.Join(", ", times.Select(time => $"{time:O}"))}");
        }
    }

    private static int? Seconds(CallRow row) =>
        row is { ConnectedAt: { } from, EndedAt: { } until } ? (int)(until - from).TotalSeconds : null;
}
