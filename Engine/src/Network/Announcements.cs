using System.Collections.Immutable;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Network;

/// <summary>What a silo keeps every other silo informed of: the moved grains it still holds, and the clients connected to it.</summary>
internal sealed class Announcements(Links links, Clients clients)
{
    private readonly Lock _gate = new();
    private long _released;
    private (long Version, byte[]? Payload) _holding;

    /// <summary>Of the grains that moved away with this view, the silo still holds these.</summary>
    public void Held(MembershipView view, ImmutableHashSet<GrainId> held)
    {
        var holding = held.IsEmpty ? null : ClusterFrames.Holding(view.Version, held);
        lock (_gate)
        {
            if (holding is null)
                _released = Math.Max(_released, view.Version);
            if (view.Version >= _holding.Version)
                _holding = (view.Version, holding);
        }

        if (holding is null)
            links.Tell(FrameKind.Released, ClusterFrames.Version(view.Version));
        else
            links.Tell(FrameKind.Holding, holding);
    }

    /// <summary>Clients have come or gone.</summary>
    public void Clients()
    {
        // Under the gate, the last list sent is the newest.
        lock (_gate)
            links.Tell(FrameKind.Clients, ClusterFrames.Clients(clients.Here));
    }

    /// <summary>Tells a silo that was just connected what the others know already.</summary>
    public void Repeat(Connection connection)
    {
        lock (_gate)
        {
            connection.Send(FrameKind.Released, ClusterFrames.Version(_released));
            if (_holding.Payload is { } holding)
                connection.Send(FrameKind.Holding, holding);
            connection.Send(FrameKind.Clients, ClusterFrames.Clients(clients.Here));
        }
    }
}
