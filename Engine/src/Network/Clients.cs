using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Network;

/// <summary>Which clients are connected here, and, by what the other silos say, which are connected there.</summary>
internal sealed class Clients
{
    private readonly ConcurrentDictionary<SiloAddress, Connection> _here = new();
    private readonly ConcurrentDictionary<SiloAddress, ImmutableHashSet<SiloAddress>> _elsewhere = new();

    /// <summary>The addresses of those that are connected here.</summary>
    public IEnumerable<SiloAddress> Here => _here.Keys;

    /// <summary>The connections of those that are connected here.</summary>
    public IEnumerable<Connection> Connections => _here.Values;

    /// <summary>A client has connected here; an older connection of its is a leftover.</summary>
    public void Add(Connection connection) => _here.AddOrUpdate(connection.Peer, connection, (_, old) =>
    {
        old.Abort();
        return connection;
    });

    /// <summary>A connection has ended; false when the client has another already.</summary>
    public bool Remove(Connection connection) => _here.TryRemove(new(connection.Peer, connection));

    /// <summary>Sends to a client that is connected here.</summary>
    public SendResult Send(SiloAddress client, Message message) => _here.TryGetValue(client, out var connection) ? connection.Send(message) : SendResult.Closed;

    /// <summary>Tells those that are connected here.</summary>
    public void Tell(FrameKind kind, byte[]? payload = null)
    {
        foreach (var connection in _here.Values)
            connection.Send(kind, payload);
    }

    /// <summary>The silos that say that a client is connected with them.</summary>
    public IEnumerable<SiloAddress> SilosOf(SiloAddress client) => _elsewhere.Where(silo => silo.Value.Contains(client)).Select(silo => silo.Key);

    /// <summary>What a silo says of its clients.</summary>
    public void Learn(SiloAddress silo, ImmutableHashSet<SiloAddress> clients) => _elsewhere[silo] = clients;

    /// <summary>A silo is gone, and what it said with it.</summary>
    public void Forget(SiloAddress silo) => _elsewhere.TryRemove(silo, out _);
}
