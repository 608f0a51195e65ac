namespace OrleansCalls.Cluster.Tests.History.Rules;

/// <summary>A call that was shown as ended has no later version.</summary>
internal static class EndedIsFinal
{
    private const string Rule = "ended is final";

    public static IEnumerable<Violation> Find(CallHistory history, Aftermath aftermath)
    {
        foreach (var call in history.Seen.GroupBy(seen => seen.Call.CallId))
        {
            if (call.Where(seen => seen.Call.IsOver).MinBy(seen => seen.Call.Version) is not { Call: var ended } over)
                continue;
            foreach (var (userId, at, later) in call.Where(seen => seen.Call.Version > ended.Version))
                yield return new(
                    Rule,
                    $"call {call.Key} had ended with version {ended.Version}, "
                    + $"and {userId} was shown version {later.Version} ({later.State}) at {at:O}");
            if (aftermath.Find(call.Key) is { } row && row.Version > ended.Version)
                yield return new(
                    Rule, $"call {call.Key} had ended with version {ended.Version} at {over.At:O}, and its row has version {row.Version}");
        }
    }
}
