namespace OrleansCalls.Cluster.Tests.History.Rules;

/// <summary>
/// A command makes one transition however often it was sent: one id is one call, and a call has as many versions as it had transitions.
/// For histories without changes of mute.
/// </summary>
internal static class AppliedOnce
{
    private const string Rule = "applied once";

    public static IEnumerable<Violation> Find(CallHistory history, Aftermath aftermath)
    {
        var asked = history.Operations.Where(operation => operation.Command == Commands.Initiate)
            .ToLookup(operation => operation.CallId, StringComparer.Ordinal);
        foreach (var row in aftermath.Calls)
        {
            if (asked.Count > 0 && !asked.Contains(row.CallId))
                yield return new(Rule, $"nobody made call {row.CallId}, created at {row.CreatedAt:O} for {row.InitiatorId}");
            var transitions = Transitions(row);
            if (row.Version != transitions)
                yield return new(Rule, $"call {row.CallId} went through {transitions} transitions and has version {row.Version}");
        }

        foreach (var absorbed in aftermath.Calls.Where(row => row.AbsorbedId is not null).GroupBy(row => row.AbsorbedId!))
        {
            if (absorbed.Count() > 1)
                yield return new(Rule, $"call {absorbed.Key} was absorbed by {string.Join(" and ", absorbed.Select(row => row.CallId))}");
            if (aftermath.Calls.Any(row => row.CallId == absorbed.Key))
                yield return new(Rule, $"call {absorbed.Key} was absorbed by {absorbed.First().CallId}, and was made too");
        }

        foreach (var command in asked)
        {
            var answers = command.Where(operation => operation.Seen is not null).Select(operation => operation.Seen!.CallId)
                .Distinct(StringComparer.Ordinal).ToArray();
            if (answers.Length > 1)
                yield return new(Rule, $"call {command.Key} was made more than once: as {string.Join(" and ", answers)}");
        }
    }

    private static int Transitions(CallRow row)
    {
        var ended = row.IsOver && row.RingDeadline is not null;
        return 1 + Count(row.AnsweredAt is not null) + Count(row.ConnectedAt is not null) + Count(ended);
    }

    private static int Count(bool happened) => happened ? 1 : 0;
}
