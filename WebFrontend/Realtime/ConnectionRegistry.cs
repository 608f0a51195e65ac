using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using OrleansCalls.People;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>The open connections of this process, by user.</summary>
public sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<string, ImmutableArray<ClientConnection>> _byUser = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Makes an empty one.</summary>
    public ConnectionRegistry(IMeterFactory meters)
    {
        var meter = meters.Create(HubMetrics.Meter);
        meter.CreateObservableUpDownCounter("orleanscalls.hub.connections", () => _count, "{connection}", "Open hub connections.");
        meter.CreateObservableGauge(
            "orleanscalls.hub.outbox.waiting", () => Waiting, "{event}", "Events that wait to be sent to browsers.");
    }

    /// <summary>How many connections there are.</summary>
    public int Count => _count;

    /// <summary>How many events wait to be sent to them.</summary>
    public int Waiting => All.Sum(connection => connection.Outbox.Waiting);

    /// <summary>All connections, as they are now.</summary>
    public IEnumerable<ClientConnection> All => _byUser.Values.SelectMany(connections => connections);

    /// <summary>The connections of one user.</summary>
    public ImmutableArray<ClientConnection> Of(string userId) => _byUser.GetValueOrDefault(userId, []);

    /// <summary>Adds a connection. An earlier one of the same device is a leftover and is closed.</summary>
    public void Add(ClientConnection connection)
    {
        _byUser.AddOrUpdate(connection.UserId, _ => [connection], (_, connections) => connections.Add(connection));
        Interlocked.Increment(ref _count);
        foreach (var other in Of(connection.UserId))
        {
            if (other != connection && other.DeviceId == connection.DeviceId && Remove(other))
                other.Close();
        }
    }

    /// <summary>Takes a connection out.</summary>
    /// <returns>False if it was already out.</returns>
    public bool Remove(ClientConnection connection)
    {
        while (_byUser.TryGetValue(connection.UserId, out var connections))
        {
            var rest = connections.Remove(connection);
            if (rest.Length == connections.Length)
                return false;
            var done = rest.IsEmpty
                ? _byUser.TryRemove(KeyValuePair.Create(connection.UserId, connections))
                : _byUser.TryUpdate(connection.UserId, rest, connections);
            if (!done)
                continue;
            Interlocked.Decrement(ref _count);
            return true;
        }

        return false;
    }

    /// <summary>Whether a device of this user's is connected.</summary>
    public bool Has(string userId, string deviceId) => Of(userId).Any(connection => connection.DeviceId == deviceId);

    /// <summary>Passes an event to the user's connections.</summary>
    public void Deliver(UserEvent userEvent)
    {
        foreach (var connection in Of(userEvent.UserId))
            connection.Deliver(userEvent);
    }

    /// <summary>Closes the connections of a user's ended sessions.</summary>
    public void CloseSessions(string userId, Func<Session, bool> ended)
    {
        foreach (var connection in Of(userId))
        {
            if (ended(connection.Session.SignedIn.Session))
                connection.Close(signedOut: true);
        }
    }
}
