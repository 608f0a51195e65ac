namespace OrleansCalls.Load.People;

/// <summary>Two people who call each other and nobody else.</summary>
internal sealed record Pair(Device Caller, Device Callee);
