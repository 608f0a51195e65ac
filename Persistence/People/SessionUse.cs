namespace OrleansCalls.People;

/// <summary>That a session was used.</summary>
/// <param name="SessionId">Which.</param>
/// <param name="At">When.</param>
/// <param name="DeviceId">By which device; null when that is not known.</param>
public sealed record SessionUse(string SessionId, DateTimeOffset At, string? DeviceId);
