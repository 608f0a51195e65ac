using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Cluster;

/// <summary>Carries messages to other silos and clients. What certainly did not arrive comes back through
/// <see cref="Node.Undeliverable"/>; what became of the rest when a silo is lost, <see cref="Node.Lost"/> decides.</summary>
internal interface ITransport
{
    /// <summary>Sends; never blocks and never throws.</summary>
    void Send(SiloAddress to, Message message);
}
