namespace OrleansCalls.Cluster.Tests.History.Rules;

/// <summary>
/// A version is one state, whoever sees it; and what a command is answered with is never older than what a command before it was answered
/// with.
/// </summary>
internal static class VersionsAreTrue
{
    private const string Rule = "versions rise";

    public static IEnumerable<Violation> Find(CallHistory history)
    {
        foreach (var version in history.Seen.GroupBy(seen => (seen.Call.CallId, seen.Call.Version)))
        {
            var shown = version.Select(
                seen => (seen.Call.State, seen.Call.EndReason, seen.Call.AnsweredAt, seen.Call.ConnectedAt, seen.Call.EndedAt)).Distinct()
                .ToArray();
            if (shown.Length > 1)
                yield return new(
                    Rule,
                    $"version {version.Key.Version} of call {version.Key.CallId} was shown in {shown.Length} ways: "
                    + string.Join("; ", shown));
        }

        foreach (var call in history.Operations.Where(operation => operation.Seen is not null).GroupBy(operation => operation.Seen!.CallId))
        {
            foreach (var violation in Backwards(call.Key, [.. call]))
                yield return violation;
        }
    }

    private static IEnumerable<Violation> Backwards(string callId, IReadOnlyList<Operation> answered)
    {
        var byEnd = answered.OrderBy(operation => operation.Completed).ToArray();
        var ended = 0;
        Operation? highest = null;
        foreach (var operation in answered.OrderBy(operation => operation.Invoked))
        {
            for (; ended < byEnd.Length && byEnd[ended].Completed < operation.Invoked; ended++)
            {
                if (highest is null || byEnd[ended].Seen!.Version > highest.Seen!.Version)
                    highest = byEnd[ended];
            }

            if (highest is not null && operation.Seen!.Version < highest.Seen!.Version)
            {
                yield return new(Rule,
                    $"{operation.Command} of {operation.UserId}, sent at {operation.Invoked:O}, was answered with version {operation.Seen.Version} of call {callId}, "
                    + $"after {highest.Command} of {highest.UserId} had been answered with version {highest.Seen.Version} at {highest.Completed:O}");
            }
        }
    }
}
