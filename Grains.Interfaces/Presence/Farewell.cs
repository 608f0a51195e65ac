namespace OrleansCalls.Presence;

/// <summary>What is left to do when a device has gone: its user is in a call or being called.</summary>
/// <param name="CallId">The call.</param>
/// <param name="At">When the device went, by the cluster's clock: anything heard later means that it is back.</param>
[GenerateSerializer, Immutable, Alias("presence.Farewell")]
public sealed record Farewell([property: Id(0)] string CallId, [property: Id(1)] DateTimeOffset At);
