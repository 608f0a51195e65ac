using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>What can be asked of a call. A closed family; <see cref="CallMachine"/> decides.</summary>
public abstract record CallCommand;

/// <summary>Makes the call, knowing already whom it can ring.</summary>
/// <param name="CallId">Its id.</param>
/// <param name="Media">What it is started with.</param>
/// <param name="Kind">Direct or group.</param>
/// <param name="ChannelId">The channel called, if one is.</param>
/// <param name="Initiator">Who calls, from which device.</param>
/// <param name="Invitees">Whom it is for: <see cref="ParticipantStatus.Ringing"/>, or why they cannot be rung.</param>
public sealed record MakeCall(
    string CallId,
    CallMedia Media,
    CallKind Kind,
    string? ChannelId,
    Participant Initiator,
    ImmutableArray<Participant> Invitees) : CallCommand;

/// <summary>A leg speaks. All other commands but <see cref="ForceEnd"/>, <see cref="Expire"/> and <see cref="Drop"/>.</summary>
public abstract record LegCommand(Leg Leg) : CallCommand;

/// <summary>Answers; with an id, on behalf of the crossing call of that id.</summary>
public sealed record Answer(Leg Leg, string? AbsorbedCallId = null) : LegCommand(Leg);

/// <summary>Comes in: answers what rings, and brings a call that is on another device of the user's to this one.</summary>
public sealed record Join(Leg Leg) : LegCommand(Leg);

/// <summary>Declines.</summary>
public sealed record Reject(Leg Leg) : LegCommand(Leg);

/// <summary>Cancels, declines or ends.</summary>
public sealed record HangUp(Leg Leg) : LegCommand(Leg);

/// <summary>Ends in favour of a newer call.</summary>
public sealed record Supersede(Leg Leg) : LegCommand(Leg);

/// <summary>Media flows.</summary>
public sealed record ConnectMedia(Leg Leg) : LegCommand(Leg);

/// <summary>Microphone and camera are on or off.</summary>
public sealed record Mute(Leg Leg, bool Muted, bool CameraOff) : LegCommand(Leg);

/// <summary>The leg's device has gone.</summary>
public sealed record Part(Leg Leg) : LegCommand(Leg);

/// <summary>The leg's device is heard again.</summary>
public sealed record Return(Leg Leg) : LegCommand(Leg);

/// <summary>An administrator ends the call, whoever is in it.</summary>
public sealed record ForceEnd(string AdminId) : CallCommand;

/// <summary>Acts on the deadline, if it has passed.</summary>
public sealed record Expire : CallCommand;

/// <summary>Removes participants whose media or device was away for too long.</summary>
public sealed record Drop(ImmutableArray<string> UserIds) : CallCommand;
