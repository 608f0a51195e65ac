using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Orleans.Runtime.Network;

/// <summary>A port of a silo, and what happens to those that come through it.</summary>
internal sealed record Door(IPEndPoint Endpoint, bool OfSilos, Func<ConnectionContext, SiloAddress, Task> Serve)
{
    /// <summary>Who was declared dead.</summary>
    public Func<SiloAddress, bool> IsEvicted { get; init; } = _ => false;

    /// <summary>What the application puts around connections.</summary>
    public Wrapping Wrapping { get; init; } = Wrapping.None;
}
