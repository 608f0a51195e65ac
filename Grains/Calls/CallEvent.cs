namespace OrleansCalls.Calls;

/// <summary>What has happened to a call. A closed family; <see cref="CallEvolution.Evolve"/> applies it.</summary>
public abstract record CallEvent;

/// <summary>The call was made.</summary>
public sealed record CallMade(CallView Call) : CallEvent;

/// <summary>A participant answered from a device; others may still ring.</summary>
public sealed record ParticipantJoined(string UserId, string? DeviceId) : CallEvent;

/// <summary>A participant goes on from another device.</summary>
public sealed record LegMoved(string UserId, string DeviceId) : CallEvent;

/// <summary>A participant's place in the call changed.</summary>
public sealed record ParticipantMoved(string UserId, ParticipantStatus Status) : CallEvent;

/// <summary>The first answer: media is to be set up.</summary>
public sealed record CallAnswered(DateTimeOffset At) : CallEvent;

/// <summary>A crossing call was taken in.</summary>
public sealed record CrossingAbsorbed(string CallId) : CallEvent;

/// <summary>Media flowed first.</summary>
public sealed record MediaConnected(DateTimeOffset At) : CallEvent;

/// <summary>A participant's microphone or camera went on or off.</summary>
public sealed record MuteChanged(string UserId, bool Muted, bool CameraOff) : CallEvent;

/// <summary>A participant raised their hand at that time, or lowered it.</summary>
public sealed record HandMoved(string UserId, DateTimeOffset? RaisedAt) : CallEvent;

/// <summary>A participant's device went, or is back.</summary>
public sealed record AwayChanged(string UserId, bool Away) : CallEvent;

/// <summary>The call ended.</summary>
public sealed record CallEnded(EndReason Reason, DateTimeOffset At) : CallEvent;
