using System.Diagnostics;

namespace OrleansCalls.Calls;

/// <summary>Why a command changed nothing, for the ledger. Pure.</summary>
public static class CommandOutcomes
{
    /// <summary>Why a command that was not refused changed nothing: its sender had already done it, or somebody else was first.</summary>
    public static CommandOutcome OfNoEffect(CallView call, CallCommand command)
    {
        // It did happen, but is kept only in memory.
        if (command is MediaLost && call.IsLive)
            return CommandOutcome.Accepted;
        var sender = command.Sender is { } leg ? call.Find(leg.UserId) : null;
        return HoldsAlready(call, command, sender) ? CommandOutcome.Repeated : CommandOutcome.Lost;
    }

    private static bool HoldsAlready(CallView call, CallCommand command, Participant? sender) => command switch
    {
        Initiate => true,
        Answer answer => sender is { Status: ParticipantStatus.Joined or ParticipantStatus.Left }
            && sender.UserId != call.InitiatorId && sender.DeviceId == answer.Leg.DeviceId,
        Join or Return => call.IsLive && sender?.IsBoundTo(command.Sender!.Value) == true,
        Reject => sender?.Status == ParticipantStatus.Declined,
        HangUp => sender?.Status is ParticipantStatus.Left or ParticipantStatus.Declined
            || (call.EndReason == EndReason.Cancelled && sender?.UserId == call.InitiatorId),
        Supersede => call.EndReason == EndReason.Superseded,
        Connected or Mute or RaiseHand or Heartbeat => call.IsLive,
        Part => call.IsLive && sender?.Away == true,
        ForceEnd => call.EndReason is EndReason.Dropped or EndReason.Cancelled,
        MediaLost or Expire or Drop => false,
        _ => throw new UnreachableException($"The family of commands is closed: {command}"),
    };
}
