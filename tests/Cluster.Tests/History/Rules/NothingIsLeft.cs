namespace OrleansCalls.Cluster.Tests.History.Rules;

/// <summary>What has come to rest has left nothing behind: no hold on anybody, no status without a live call.</summary>
internal static class NothingIsLeft
{
    private const string Rule = "nothing is left";

    public static IEnumerable<Violation> Find(Aftermath aftermath)
    {
        foreach (var row in aftermath.Calls.Where(row => row.IsOver))
        {
            foreach (var person in row.Participants.Where(person => person.Live))
                yield return new(Rule, $"call {row.CallId} is over and still holds {person.UserId}");
        }

        foreach (var (userId, status) in aftermath.Engaged)
        {
            if (!aftermath.Calls.Any(row => !row.IsOver && row.Participants.Any(person => person.Live && person.UserId == userId)))
                yield return new(Rule, $"{userId} is shown as {status} and is in no call");
        }
    }
}
