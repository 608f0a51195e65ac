namespace OrleansCalls.Calls;

/// <summary>
/// By what somebody finds a call, its row in <c>call_participants</c>. It changes only when the call begins or ceases to claim them, when
/// they hold it, and when they have missed it; who is in a call, and how, is in the call's own row.
/// </summary>
internal sealed record PersonRow(
    string UserId, DateTimeOffset CreatedAt, string CallId, bool Live, bool Held, bool Missed, bool Outgoing)
{
    /// <summary>Everybody's of a call.</summary>
    public static IEnumerable<PersonRow> Of(CallView call) => call.Participants.Select(person => new PersonRow(
        person.UserId,
        call.CreatedAt,
        call.CallId,
        call.IsLiveFor(person),
        person.Held,
        call.IsMissedBy(person),
        person.UserId == call.InitiatorId));
}
