using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orleans.Runtime.Calls;

namespace Orleans.Runtime.Network;

/// <summary>The clients connected to this silo, and those that other silos say are connected to them.</summary>
internal sealed class Clients
{
    private readonly ConcurrentDictionary<SiloAddress, Connection> _here = new();
    private readonly ConcurrentDictionary<SiloAddress, ImmutableHashSet<SiloAddress>> _elsewhere = new();

    public IEnumerable<SiloAddress> Here => _here.Keys;

    public IEnumerable<Connection> Connections => _here.Values;

    /// <summary>A client has connected. An older connection of the same client is obsolete.</summary>
    public void Add(Connection connection) => _here.AddOrUpdate(connection.Peer, connection, (_, old) =>
    {
        old.Abort();
        return connection;
    });

    /// <summary>A connection has ended; false if the client already has another.</summary>
    public bool Remove(Connection connection) => _here.TryRemove(new(connection.Peer, connection));

    /// <summary>Sends to a client of this silo.</summary>
    public SendResult Send(SiloAddress client, Message message) =>
        _here.TryGetValue(client, out var connection) ? connection.Send(message) : SendResult.Closed;

    /// <summary>Tells all clients of this silo.</summary>
    public void Tell(FrameKind kind, byte[]? payload = null)
    {
        foreach (var connection in _here.Values)
            connection.Send(kind, payload);
    }

    /// <summary>The other silos that a client is connected to.</summary>
    public IEnumerable<SiloAddress> SilosOf(SiloAddress client) =>
        _elsewhere.Where(silo => silo.Value.Contains(client)).Select(silo => silo.Key);

    /// <summary>A silo tells who its clients are.</summary>
    public void Learn(SiloAddress silo, ImmutableHashSet<SiloAddress> clients) => _elsewhere[silo] = clients;

    /// <summary>A silo is gone.</summary>
    public void Forget(SiloAddress silo) => _elsewhere.TryRemove(silo, out _);
}
