using System.Collections.Immutable;
using OrleansCalls.Presence;

namespace OrleansCalls.Calls;

/// <summary>Claims everybody in a call, in the order of their ids, so that crossing calls meet at the same person first.</summary>
public sealed class CallReservations(IGrainFactory grains)
{
    /// <summary>Claims the caller and the callees for <paramref name="callId"/>.</summary>
    /// <returns>
    /// The status of each callee (to ring, or why not), or what to do instead of making the call. If nobody will ring, nobody stays
    /// claimed.
    /// </returns>
    public async Task<(IReadOnlyDictionary<string, ParticipantStatus> Invitees, CallResult? Instead)> Claim(
        string callId, string initiatorId, ImmutableArray<string> inviteeIds)
    {
        var claim = new Reservation(callId, initiatorId, [.. inviteeIds.Append(initiatorId).Order(StringComparer.Ordinal)]);
        var claimed = new List<string>(claim.UserIds.Length);
        var invitees = new Dictionary<string, ParticipantStatus>(StringComparer.Ordinal);
        foreach (var userId in claim.UserIds)
        {
            var result = await Presence(userId).Reserve(claim);
            if (result.Outcome == ReservationOutcome.Reserved)
                claimed.Add(userId);
            if (Instead(result, isInitiator: userId == initiatorId) is { } instead)
            {
                await Release(callId, claimed);
                return (invitees, string.CompareOrdinal(userId, initiatorId) < 0 ? await Count(claim) ?? instead : instead);
            }
            if (userId != initiatorId)
                invitees.Add(userId, Status(result.Outcome));
        }
        if (!invitees.ContainsValue(ParticipantStatus.Ringing))
            await Release(callId, claimed);
        return (invitees, null);
    }

    /// <summary>Counts an attempt that did not get as far as the caller: an older call must not give way to one that is refused.</summary>
    private async Task<CallResult?> Count(Reservation claim)
    {
        var result = await Presence(claim.InitiatorId).Reserve(claim with { CountsOnly = true });
        return result.Outcome == ReservationOutcome.RateLimited ? Instead(result, isInitiator: true) : null;
    }

    private Task Release(string callId, IEnumerable<string> userIds) =>
        Task.WhenAll(userIds.Select(userId => Presence(userId).Release(callId)));

    private static CallResult? Instead(ReservationResult result, bool isInitiator) => result.Outcome switch
    {
        ReservationOutcome.Glare => new CallResult { AnswerInstead = result.OtherCallId },
        ReservationOutcome.Supersede => new CallResult { SupersedeFirst = result.OtherCallId },
        ReservationOutcome.RateLimited => new Refusal(
            RefusalCodes.RateLimited, $"Too many calls. Try again in {Math.Ceiling(result.Wait!.Value.TotalSeconds)} seconds.",
                result.Wait),
        ReservationOutcome.Offline or ReservationOutcome.Busy or ReservationOutcome.Dnd =>
            isInitiator ? new CallResult { Refusal = new Refusal(RefusalCodes.InCall, "You are in another call. End it first.") } : null,
        ReservationOutcome.Reserved => null,
    };

    private static ParticipantStatus Status(ReservationOutcome outcome) => outcome switch
    {
        ReservationOutcome.Offline => ParticipantStatus.Offline,
        ReservationOutcome.Busy => ParticipantStatus.Busy,
        ReservationOutcome.Dnd => ParticipantStatus.Dnd,
        ReservationOutcome.Reserved or ReservationOutcome.Glare or ReservationOutcome.Supersede or ReservationOutcome.RateLimited =>
            ParticipantStatus.Ringing,
    };

    private IUserPresenceGrain Presence(string userId) => grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId));
}
