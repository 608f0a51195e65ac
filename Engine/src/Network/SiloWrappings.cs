namespace Orleans.Runtime.Network;

/// <summary>What the application puts around each kind of a silo's connections.</summary>
internal sealed record SiloWrappings(Wrapping ToSilos, Wrapping FromSilos, Wrapping FromClients);
