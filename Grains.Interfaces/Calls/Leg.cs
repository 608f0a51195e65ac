namespace OrleansCalls.Calls;

/// <summary>A user on one device. <see cref="DeviceId"/> is null when a client without a device speaks for the user.</summary>
[GenerateSerializer, Immutable, Alias("calls.Leg")]
public readonly record struct Leg([property: Id(0)] string UserId, [property: Id(1)] string? DeviceId);
