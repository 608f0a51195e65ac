using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary><see cref="InitiateCall"/>, once it is known whom the call can ring.</summary>
/// <param name="CallId">Its id.</param>
/// <param name="Media">What it is started with.</param>
/// <param name="Kind">Direct or group.</param>
/// <param name="ChannelId">The channel called, if one is.</param>
/// <param name="Initiator">Who calls, from which device.</param>
/// <param name="Invitees">Whom it is for: <see cref="ParticipantStatus.Ringing"/>, or why they cannot be rung.</param>
public sealed record Initiate(
    string CallId,
    CallMedia Media,
    CallKind Kind,
    string? ChannelId,
    Participant Initiator,
    ImmutableArray<Participant> Invitees) : CallCommand
{
    public override Leg? Sender => new Leg(Initiator.UserId, Initiator.DeviceId);
}

/// <summary>A device that had gone is heard again.</summary>
public sealed record Return(Leg Leg) : CallCommand
{
    public override Leg? Sender => Leg;
}

/// <summary>Acts on the deadline, if it has passed.</summary>
public sealed record Expire : CallCommand;

/// <summary>Removes participants whose media or device was away for too long.</summary>
public sealed record Drop(ImmutableArray<string> UserIds) : CallCommand;
