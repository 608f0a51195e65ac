using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Network;

/// <content>What comes in: the connections of silos and clients, and what they send.</content>
internal sealed partial class SiloNetwork
{
    void IFrameHandler.Receive(Connection connection, Message message)
    {
        if (_cut)
            return;
        if (message.Destination is { } destination && !destination.Equals(_node.Address))
            Relay(destination, message);
        else if (message.ViewVersion > View.Version)
            _ = CatchUp(message);
        else
            Take(message);
    }

    void IFrameHandler.Receive(Connection connection, FrameKind kind, byte[] payload)
    {
        if (kind is FrameKind.Goodbye)
            OnGoodbye(connection.Peer);
        if (connection.Peer.IsClient)
            return;
        switch (kind)
        {
            case FrameKind.Released:
                _handOver.Report(connection.Peer, ClusterFrames.ReadVersion(payload), []);
                break;
            case FrameKind.Holding:
                var (version, grains) = ClusterFrames.ReadHolding(payload);
                _handOver.Report(connection.Peer, version, grains);
                break;
            case FrameKind.Clients:
                _clients.Learn(connection.Peer, ClusterFrames.ReadClients(payload));
                break;
            case FrameKind.Look:
                _agent.Look();
                break;
            case FrameKind.Evicted:
                OnEvicted($"{connection.Peer} says that it was declared dead");
                break;
        }
    }

    void IFrameHandler.Unsent(Connection connection, Message message) => _node.Undeliverable(message, connection.Peer);

    void IFrameHandler.Unwritable(Connection connection, Message message, Exception error) => _refusals.Unwritable(connection.Peer, message, error);

    void IFrameHandler.Unreadable(Connection connection, UnreadableMessageException error) => _refusals.Unreadable(connection.Peer, error);

    void IFrameHandler.Broken(Connection connection, Exception error) => _refusals.Broken(connection.Peer, error);

    private async Task ServeSilo(ConnectionContext context, SiloAddress peer)
    {
        _farewells.Forget(peer);
        if (_snapshot.Find(peer) is null)
            _agent.Look();
        await Run(new(context, peer, _codec, _settings));
        // Answers that were on their way are lost with the connection.
        if (!_farewells.Has(peer))
            Lost(peer);
    }

    private async Task ServeClient(ConnectionContext context, SiloAddress client)
    {
        var connection = new Connection(context, client, _codec, _settings);
        _clients.Add(connection);
        connection.Send(FrameKind.View, ClusterFrames.View(_snapshot));
        TellClients();
        if (_farewells.Leaving)
            connection.Send(FrameKind.Goodbye);
        if (_cut)
            connection.Abort();
        await Run(connection);
        if (!_clients.Remove(connection))
            return;
        _farewells.Forget(client);
        TellClients();
        Lost(client);
    }

    // Whoever connects also probes: when nothing comes any more, the other end is gone without a word.
    private async Task Run(Connection connection)
    {
        using var ended = new CancellationTokenSource();
        var watching = Watch(connection, ended.Token);
        await connection.Run(this);
        await ended.CancelAsync();
        await watching;
    }

    private async Task Watch(Connection connection, CancellationToken ended)
    {
        try
        {
            for (var heard = -1L; heard != connection.Heard;)
            {
                heard = connection.Heard;
                await Task.Delay(_silence, _node.Time, ended);
            }

            LogSilent(connection.Peer, _silence);
            connection.Abort();
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    private void Take(Message message)
    {
        if (!_node.TryReceive(message))
            _node.Route(message);
    }

    // The sender knows a later view: until this silo knows it too, it would send the message back.
    private async Task CatchUp(Message message)
    {
        _agent.Look();
        var patience = Task.Delay(ViewPatience, _node.Time);
        while (message.ViewVersion > View.Version && !patience.IsCompleted)
            await Task.WhenAny(_nextView.Task, patience);
        if (!_cut)
            Take(message);
    }

    private void Relay(SiloAddress destination, Message message)
    {
        message.Destination = null;
        var result = destination.IsClient ? _clients.Send(destination, message)
            : _links.TryGetValue(destination, out var link) ? link.Send(message)
            : SendResult.Closed;
        if (result is not SendResult.Sent && destination.IsClient)
            _node.Reject(message, new ClientNotAvailableException(message.Target));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing came from {Peer} in {Time}: its connection is closed.")]
    private partial void LogSilent(SiloAddress peer, TimeSpan time);
}
