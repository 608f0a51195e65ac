namespace OrleansCalls.Calls;

/// <summary>What has happened to a call. A closed family; <see cref="CallMachine.Evolve"/> applies it.</summary>
public abstract record CallEvent;

/// <summary>The call was made.</summary>
public sealed record CallMade(CallRecord Call) : CallEvent;

/// <summary>A participant answered from a device; others still ring until the ring's deadline.</summary>
public sealed record ParticipantJoined(string UserId, string? DeviceId) : CallEvent;

/// <summary>A participant goes on from another device.</summary>
public sealed record LegMoved(string UserId, string DeviceId) : CallEvent;

/// <summary>A participant's place in the call changed.</summary>
public sealed record ParticipantMoved(string UserId, ParticipantStatus Status) : CallEvent;

/// <summary>The first answer: media is to be set up until <paramref name="Deadline"/>.</summary>
public sealed record CallAnswered(DateTimeOffset At, DateTimeOffset Deadline) : CallEvent;

/// <summary>A crossing call was taken in.</summary>
public sealed record CrossingAbsorbed(string CallId) : CallEvent;

/// <summary>Media flowed first; the call may last until <paramref name="Deadline"/>.</summary>
public sealed record MediaConnected(DateTimeOffset At, DateTimeOffset Deadline) : CallEvent;

/// <summary>A participant's microphone or camera went on or off.</summary>
public sealed record MuteChanged(string UserId, bool Muted, bool CameraOff) : CallEvent;

/// <summary>A participant's device went, or is back.</summary>
public sealed record AwayChanged(string UserId, bool Away) : CallEvent;

/// <summary>The ring is over for those who have not answered, while the call goes on until <paramref name="Deadline"/>.</summary>
public sealed record RingOver(DateTimeOffset Deadline) : CallEvent;

/// <summary>The call ended.</summary>
public sealed record CallEnded(EndReason Reason, DateTimeOffset At) : CallEvent;
