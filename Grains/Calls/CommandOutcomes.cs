namespace OrleansCalls.Calls;

/// <summary>How the ledger tells commands: by name, by sender, and by why one changed nothing. Pure.</summary>
public static class CommandOutcomes
{
    /// <summary>What a command is called.</summary>
    public static CommandName NameOf(CallCommand command) => command switch
    {
        MakeCall => CommandName.Initiate,
        Answer => CommandName.Answer,
        Join => CommandName.Join,
        Reject => CommandName.Reject,
        HangUp => CommandName.HangUp,
        Supersede => CommandName.Supersede,
        ConnectMedia => CommandName.Connected,
        Mute => CommandName.Mute,
        Part => CommandName.Part,
        Return => CommandName.Return,
        Expire => CommandName.Expire,
        Drop => CommandName.Drop,
        ForceEnd => CommandName.ForceEnd,
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "The family of commands is closed."),
    };

    /// <summary>Who sent it, from which device; nobody when the cluster did.</summary>
    public static (string? UserId, string? DeviceId) SenderOf(CallCommand command) => command switch
    {
        MakeCall make => (make.Initiator.UserId, make.Initiator.DeviceId),
        LegCommand leg => (leg.Leg.UserId, leg.Leg.DeviceId),
        ForceEnd force => (force.AdminId, null),
        _ => (null, null),
    };

    /// <summary>Why a command that was not refused changed nothing of <paramref name="call"/>: its sender had done it before, or somebody else was first.</summary>
    public static CommandOutcome OfNoEffect(CallView call, CallCommand command) =>
        HoldsAlready(call, command) ? CommandOutcome.Repeated : CommandOutcome.Lost;

    private static bool HoldsAlready(CallView call, CallCommand command) => command switch
    {
        MakeCall => true,
        LegCommand leg => call.Find(leg.Leg.UserId) is { } sender && HoldsAlready(call, leg, sender),
        ForceEnd => call.EndReason is EndReason.Dropped or EndReason.Cancelled,
        _ => false,
    };

    private static bool HoldsAlready(CallView call, LegCommand command, Participant sender) => command switch
    {
        Answer => sender.UserId != call.InitiatorId && sender.DeviceId == command.Leg.DeviceId
            && sender.Status is ParticipantStatus.Joined or ParticipantStatus.Left,
        Join => call.IsLive && sender.IsBoundTo(command.Leg),
        Reject => sender.Status == ParticipantStatus.Declined,
        HangUp => sender.Status is ParticipantStatus.Left or ParticipantStatus.Declined
            || (call.EndReason == EndReason.Cancelled && sender.UserId == call.InitiatorId),
        Supersede => call.EndReason == EndReason.Superseded,
        ConnectMedia or Mute => call.IsLive,
        Part => call.IsLive && sender.Away,
        Return => call.IsLive && sender.IsBoundTo(command.Leg),
        _ => false,
    };
}
