using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Cluster;

/// <summary>Carries messages to other silos and clients. What cannot be carried comes back through <see cref="Node.Undeliverable"/>.</summary>
internal interface ITransport
{
    /// <summary>Sends; never blocks and never throws.</summary>
    void Send(SiloAddress to, Message message);
}
