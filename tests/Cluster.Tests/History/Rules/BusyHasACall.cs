namespace OrleansCalls.Cluster.Tests.History.Rules;

/// <summary>Who was told to be busy, or that they are in a call, was: nobody is held by a call that is over or was never made.</summary>
internal static class BusyHasACall
{
    private const string Rule = "busy has a call";

    /// <summary>
    /// How long somebody may stay reserved for a call whose silo died before it was written (<c>Calls:ReservationLifetime</c>), and a
    /// little.
    /// </summary>
    private static readonly TimeSpan ReservationLifetime = TimeSpan.FromSeconds(16);

    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(500);

    public static IEnumerable<Violation> Find(CallHistory history, Aftermath aftermath)
    {
        var lives = aftermath.Calls
            .Where(row => row.RingDeadline is not null)
            .SelectMany(row => row.Participants.Select(person => (person.UserId, Row: row)))
            .ToLookup(life => life.UserId, life => life.Row, StringComparer.Ordinal);
        foreach (var row in aftermath.Calls.Where(row => row.EndReason == "busy"))
        {
            var callee = row.Participants[^1].UserId;
            if (!IsHeld(callee, row.CreatedAt, row.CreatedAt))
                yield return new(Rule, $"call {row.CallId} of {row.CreatedAt:O} ended busy, and {callee} was in no call");
        }

        foreach (var refused in history.Operations.Where(operation => operation is { Command: Commands.Initiate, Code: "in_call" }))
        {
            if (!IsHeld(refused.UserId, refused.Invoked, refused.Completed))
                yield return new(
                    Rule,
                    $"{refused.UserId} was refused call {refused.CallId} at {refused.Completed:O} as being in a call, and was in none");
        }

        bool IsHeld(string userId, DateTimeOffset from, DateTimeOffset until) =>
            lives[userId].Any(row => row.CreatedAt <= until + Tolerance && (row.EndedAt ?? DateTimeOffset.MaxValue) >= from - Tolerance)
            || history.Disruptions.Any(broken => broken.From <= until && from <= broken.Until + ReservationLifetime);
    }
}
