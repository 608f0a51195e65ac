using System.Collections.Immutable;
using OrleansCalls.Presence;

namespace OrleansCalls.Calls;

/// <summary>Claims both people of a direct call, in the order of their ids, so that crossing calls meet at the same one first.</summary>
public sealed class CallReservations(IGrainFactory grains)
{
    /// <summary>Claims caller and callee for <paramref name="callId"/>.</summary>
    /// <returns>
    /// How the callee stands (to ring, or why not), or what to do instead of making the call. In the latter case nothing stays claimed.
    /// </returns>
    public async Task<(ParticipantStatus Callee, CallResult? Instead)> Claim(string callId, Leg caller, string calleeId)
    {
        string[] order = string.CompareOrdinal(caller.UserId, calleeId) < 0 ? [caller.UserId, calleeId] : [calleeId, caller.UserId];
        var claimed = new List<string>(2);
        var callee = ParticipantStatus.Ringing;
        foreach (var userId in order)
        {
            var peer = userId == calleeId ? caller.UserId : calleeId;
            var result = await Presence(userId).Reserve(new Reservation(callId, caller.UserId, [peer], caller.DeviceId));
            if (result.Outcome == ReservationOutcome.Reserved)
                claimed.Add(userId);
            else if (Instead(result, isCaller: userId == caller.UserId) is { } instead)
            {
                await Release(callId, claimed);
                return (callee, instead);
            }
            else
                callee = Status(result.Outcome);
        }
        if (callee != ParticipantStatus.Ringing)
            await Release(callId, claimed);
        return (callee, null);
    }

    private Task Release(string callId, IEnumerable<string> userIds) => Task.WhenAll(userIds.Select(userId => Presence(userId).Release(callId)));

    private static CallResult? Instead(ReservationResult result, bool isCaller) => result.Outcome switch
    {
        ReservationOutcome.Glare => new CallResult { AnswerInstead = result.OtherCallId },
        ReservationOutcome.Supersede => new CallResult { SupersedeFirst = result.OtherCallId },
        ReservationOutcome.Reserved or ReservationOutcome.Offline or ReservationOutcome.Busy or ReservationOutcome.Dnd =>
            isCaller ? new CallResult { Refusal = new Refusal(RefusalCodes.InCall, "You are in another call. End it first.") } : null,
    };

    private static ParticipantStatus Status(ReservationOutcome outcome) => outcome switch
    {
        ReservationOutcome.Offline => ParticipantStatus.Offline,
        ReservationOutcome.Busy => ParticipantStatus.Busy,
        ReservationOutcome.Dnd => ParticipantStatus.Dnd,
        ReservationOutcome.Reserved or ReservationOutcome.Glare or ReservationOutcome.Supersede => ParticipantStatus.Ringing,
    };

    private IUserPresenceGrain Presence(string userId) => grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId));
}
