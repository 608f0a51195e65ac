using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Orleans.Runtime.Network;

/// <summary>A port of a silo, and how its connections are served.</summary>
internal sealed record Door(IPEndPoint Endpoint, bool OfSilos, Func<ConnectionContext, SiloAddress, Task> Serve)
{
    /// <summary>Whether a silo was declared dead.</summary>
    public Func<SiloAddress, bool> IsEvicted { get; init; } = _ => false;

    /// <summary>What the application wraps around connections.</summary>
    public Wrapping Wrapping { get; init; } = Wrapping.None;
}
