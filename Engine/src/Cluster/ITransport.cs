using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Cluster;

/// <summary>
/// Carries messages to other silos and clients. Messages that certainly did not arrive go to <see cref="Node.Undeliverable"/>;
/// <see cref="Node.Lost"/> deals with the rest when a silo is lost.
/// </summary>
internal interface ITransport
{
    /// <summary>Sends; never blocks and never throws.</summary>
    void Send(SiloAddress to, Message message);
}
