using System.Collections.Concurrent;
using System.Net;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Network;

/// <summary>The links of one silo or client to the silos of its cluster.</summary>
internal sealed class Links(NetworkSetup setup, Dialer dialer, ILinkOwner owner)
{
    private readonly ConcurrentDictionary<SiloAddress, SiloLink> _links = new();

    public ICollection<SiloLink> All => _links.Values;

    public IEnumerable<SiloAddress> Connected => All.Where(link => link.IsConnected).Select(link => link.Silo);

    public SiloLink? Find(SiloAddress silo) => _links.GetValueOrDefault(silo);

    /// <summary>Starts to connect to a silo, unless that is done already. Not thread-safe.</summary>
    public void Open(SiloAddress silo, IPEndPoint endpoint)
    {
        if (_links.ContainsKey(silo))
            return;
        var link = new SiloLink(silo, endpoint, dialer, setup, owner);
        _links[silo] = link;
        link.Start();
    }

    public SiloLink? Remove(SiloAddress silo) => _links.TryRemove(silo, out var link) ? link : null;

    public SendResult Send(SiloAddress to, Message message) =>
        _links.TryGetValue(to, out var link) ? link.Send(message) : SendResult.Closed;

    /// <summary>Tells every silo that can be reached now.</summary>
    public void Tell(FrameKind kind, byte[]? payload = null)
    {
        foreach (var link in All)
            link.Send(kind, payload);
    }

    public void Abort()
    {
        foreach (var link in All)
            link.Abort();
    }
}
