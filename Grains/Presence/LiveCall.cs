using System.Collections.Immutable;
using OrleansCalls.Calls;

namespace OrleansCalls.Presence;

/// <summary>The one call that a user is in, as the presence grain remembers it.</summary>
/// <param name="CallId">The call.</param>
/// <param name="InitiatorId">Who called.</param>
/// <param name="UserIds">Everybody in it, in the order of their ids.</param>
/// <param name="RingingIds">Those of them who have not answered.</param>
/// <param name="Version">The version last published; 0 while it is only reserved.</param>
/// <param name="State">Its state.</param>
/// <param name="AbsorbedCallId">The crossing call it took in, if any.</param>
/// <param name="Since">When it was reserved.</param>
public sealed record LiveCall(
    string CallId,
    string InitiatorId,
    ImmutableArray<string> UserIds,
    ImmutableArray<string> RingingIds,
    int Version,
    CallState State,
    string? AbsorbedCallId,
    DateTimeOffset Since)
{
    /// <summary>Reserved, and not yet known to be committed.</summary>
    public bool IsTentative => Version == 0;

    /// <summary>As a committed row says.</summary>
    public static LiveCall From(CallView call) => new(
        call.CallId,
        call.InitiatorId,
        [.. call.Participants.Select(person => person.UserId).Order(StringComparer.Ordinal)],
        [.. call.Participants.Where(person => person.Status == ParticipantStatus.Ringing).Select(person => person.UserId)],
        call.Version,
        call.State,
        call.AbsorbedCallId,
        call.CreatedAt);
}
