namespace OrleansCalls.Cluster.Tests.History.Rules;

/// <summary>
/// What anybody was shown is in the database: that version, or a later one. So nothing is lost, and nothing uncommitted was shown.
/// </summary>
internal static class AcknowledgedIsKept
{
    private const string Rule = "what was shown is kept";

    public static IEnumerable<Violation> Find(CallHistory history, Aftermath aftermath)
    {
        // A command that nobody waits for any longer may still take effect after the reading.
        foreach (var (userId, at, call) in history.Seen.Where(seen => seen.At <= aftermath.ReadAt))
        {
            if (aftermath.Find(call.CallId) is not { } row)
                yield return new(Rule, $"{userId} was shown call {call.CallId} at {at:O}, and there is no such row");
            else if (row.Version < call.Version)
                yield return new(
                    Rule,
                    $"{userId} was shown version {call.Version} of call {call.CallId} at {at:O}, and its row has version {row.Version}");
            else if (row.Version == call.Version && (row.State, row.EndReason) != (call.State, call.EndReason))
                yield return new(
                    Rule,
                    $"{userId} was shown call {call.CallId} as {call.State} {call.EndReason} at {at:O}, "
                    + $"and its row of that version is {row.State} {row.EndReason}");
        }
    }
}
