using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Network;

/// <summary>
/// The tie of one silo to a cluster of processes. To each other silo it keeps a connection of its own, through which it sends; what
/// comes from them comes through theirs. A client's connection carries both directions.
/// </summary>
internal sealed partial class SiloNetwork : IClusterLink, ILinkOwner
{
    private static readonly TimeSpan JoinRound = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ViewPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TablePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(2);
    private readonly Node _node;
    private readonly MembershipAgent _agent;
    private readonly Dialer _dialer;
    private readonly Listener[] _listeners;
    private readonly MessageCodec _codec;
    private readonly NetworkSettings _settings;
    private readonly ILogger _log;
    private readonly Refusals _refusals;
    private readonly string _clusterId;
    private readonly TimeSpan _silence;
    private readonly HandOver _handOver;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<SiloAddress, SiloLink> _links = new();
    private readonly Clients _clients = new();
    private readonly Farewells _farewells;
    private volatile MembershipSnapshot _snapshot = MembershipSnapshot.Empty;
    private volatile TaskCompletionSource _nextView = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _released;
    private (long Version, byte[]? Payload) _holding;
    private volatile bool _cut;
    private int _evicted;

    public SiloNetwork(Node node, string clusterId, MembershipAgent agent, Handshake handshake, MessageCodec codec, NetworkSettings settings, EndpointOptions endpoints, TimeSpan silence, ILoggerFactory logs)
    {
        _node = node;
        _clusterId = clusterId;
        _silence = silence;
        _agent = agent;
        _settings = settings;
        _codec = codec;
        _handOver = new(node.Address);
        _log = logs.CreateLogger("Orleans.Runtime.Network");
        _refusals = new(node, _log);
        _farewells = new(() => _clients.Here.Concat(_links.Values.Where(link => link.IsConnected).Select(link => link.Silo)));
        _dialer = new(handshake, settings, logs);
        _listeners = [.. Listeners(handshake, endpoints, logs)];
        agent.Changed += OnMembersChanged;
        agent.Wrote += () => Tell(FrameKind.Look);
        agent.Evicted += OnEvicted;
    }

    public MembershipView View => _snapshot.View;

    public IEnumerable<(SiloAddress, SiloStatus)> Statuses => _snapshot.Members.Select(member => (member.Address, member.Status));

    /// <summary>Listens, meets the other silos, and becomes home to grains.</summary>
    /// <exception cref="OrleansConfigurationException">The others will not have this silo; the message says why.</exception>
    /// <exception cref="IOException">A port is in use.</exception>
    public async Task Join(TimeSpan patience, CancellationToken cancellation)
    {
        foreach (var listener in _listeners)
            await listener.Start(cancellation);
        _node.Connect(this);
        await _agent.Join(cancellation);
        await Meet(patience, cancellation);
        await _agent.Activate(cancellation);
    }

    public Task Released(GrainId grain, MembershipView view) => _handOver.Released(grain);

    public void ReportHeld(MembershipView view, ImmutableHashSet<GrainId> held)
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
            Tell(FrameKind.Released, ClusterFrames.Version(view.Version));
        else
            Tell(FrameKind.Holding, holding);
    }

    public void Send(SiloAddress to, Message message)
    {
        if (_cut)
            return;
        var result = to.IsClient ? SendToClient(to, message)
            : _links.TryGetValue(to, out var link) ? link.Send(message)
            : SendResult.Closed;
        switch (result)
        {
            case SendResult.Full:
                _node.Reject(message, new OrleansMessageRejectionException($"{to} takes messages in more slowly than they are sent to it; {_settings.MaxQueuedMessages} wait already."));
                break;
            case SendResult.Closed:
                _node.Undeliverable(message, to);
                break;
        }
    }

    public async Task Leave()
    {
        using var patience = new CancellationTokenSource(TablePatience, _node.Time);
        try
        {
            await _agent.Leave(patience.Token);
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException)
        {
            LogLeftWithoutTable(error.Message);
        }
    }

    public async Task Cut(bool drained)
    {
        if (_cut)
            return;
        _cut = !drained;
        if (drained)
        {
            await SayGoodbye();
            using var patience = new CancellationTokenSource(TablePatience, _node.Time);
            await _agent.Stop(inOrder: true, patience.Token);
            await Task.WhenAll(_links.Values.Select(link => link.Finish(FlushPatience)));
        }

        _cut = true;
        foreach (var link in _links.Values)
            link.Abort();
        foreach (var client in _clients.Connections)
            client.Abort();
        if (!drained)
            await _agent.Stop(inOrder: false, CancellationToken.None);
        foreach (var listener in _listeners)
            await listener.DisposeAsync();
        _dialer.Dispose();
        await _agent.DisposeAsync();
    }

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

    void ILinkOwner.Connected(SiloLink link, Connection connection)
    {
        lock (_gate)
        {
            connection.Send(FrameKind.Released, ClusterFrames.Version(_released));
            if (_holding.Payload is { } holding)
                connection.Send(FrameKind.Holding, holding);
            connection.Send(FrameKind.Clients, ClusterFrames.Clients(_clients.Here));
        }

        _agent.Trust(link.Silo);
    }

    void ILinkOwner.Disconnected(SiloLink link) => Lost(link.Silo);

    void ILinkOwner.Failed(SiloLink link, Exception error)
    {
        switch ((error as HandshakeException)?.Failure)
        {
            case HandshakeFailure.Evicted:
                OnEvicted($"{link.Silo} says that it was declared dead");
                break;
            case HandshakeFailure.Replaced:
                _ = _agent.Bury(link.Silo);
                break;
            case HandshakeFailure.Stranger or HandshakeFailure.Version:
                break;
            default:
                _agent.Suspect(link.Silo);
                break;
        }
    }

    void ILinkOwner.Unreachable(SiloLink link, Message message) => _node.Undeliverable(message, link.Silo);

    private IEnumerable<Listener> Listeners(Handshake handshake, EndpointOptions endpoints, ILoggerFactory logs)
    {
        var silos = endpoints.SiloListeningEndpoint ?? new(_node.Address.Endpoint.Address, endpoints.SiloPort);
        yield return new(silos, ofSilos: true, handshake, _settings, silo => _snapshot.Find(silo) is { IsGone: true }, ServeSilo, logs);
        if (endpoints.GatewayPort == 0)
            yield break;
        var clients = endpoints.GatewayListeningEndpoint ?? new(_node.Address.Endpoint.Address, endpoints.GatewayPort);
        yield return new(clients, ofSilos: false, handshake, _settings, _ => false, ServeClient, logs);
    }

    // Who joins must have met everybody who is home to grains, or know that they are dead.
    private async Task Meet(TimeSpan patience, CancellationToken cancellation)
    {
        var begun = _node.Time.GetTimestamp();
        while (true)
        {
            var missing = _links.Values.Where(link => !link.IsConnected && View.Live.Contains(link.Silo)).ToArray();
            if (missing.Length == 0)
                return;
            await Task.WhenAll(missing.Select(link => link.FirstAttempt)).WaitAsync(cancellation);
            if (Array.Find(missing, link => link.Failure is HandshakeException { Failure: HandshakeFailure.Stranger or HandshakeFailure.Version }) is { } refused)
                throw new OrleansConfigurationException($"{refused.Silo} of cluster {_clusterId} will not have this silo. {refused.Failure!.Message}");
            if (_node.Time.GetElapsedTime(begun) > patience)
                throw new OrleansException($"{missing[0].Silo} is in cluster {_clusterId} and cannot be reached: {missing[0].Failure?.Message} Check the address that it advertises, and the network between the silos.");
            await _agent.Round(cancellation);
            if (_cut)
                throw new OrleansException("The silo was declared dead while it joined the cluster.");
            await Task.Delay(JoinRound, _node.Time, cancellation);
        }
    }

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

    private SendResult SendToClient(SiloAddress client, Message message)
    {
        if (_clients.Send(client, message) is var result and not SendResult.Closed)
            return result;
        foreach (var silo in _clients.SilosOf(client))
        {
            if (_links.TryGetValue(silo, out var link) && link.IsConnected)
            {
                message.Destination = client;
                return link.Send(message);
            }
        }

        return SendResult.Closed;
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

    // When this silo leaves: it is done when the last of those that may still send to it has said that nothing more comes.
    private async Task SayGoodbye()
    {
        _farewells.Begin();
        Tell(FrameKind.Goodbye);
        _clients.Tell(FrameKind.Goodbye);
        try
        {
            await _farewells.All().WaitAsync(FlushPatience, _node.Time);
        }
        catch (TimeoutException)
        {
            LogHurried(string.Join(", ", _farewells.Missing));
        }

        var clients = _clients.Connections.ToArray();
        foreach (var client in clients)
            client.Finish();
        await Task.WhenAny(Task.WhenAll(clients.Select(client => client.Ended)), Task.Delay(FlushPatience, _node.Time));
    }

    private void OnGoodbye(SiloAddress peer)
    {
        _farewells.Note(peer);
        // Who leaves waits for the answer; who answers has nothing more to send.
        if (!_farewells.Leaving && _links.TryGetValue(peer, out var link))
            link.Retire();
    }

    private void OnMembersChanged(MembershipSnapshot snapshot)
    {
        lock (_gate)
        {
            if (_cut || snapshot.Version <= _snapshot.Version)
                return;
            foreach (var member in snapshot.Members)
            {
                if (member.Address.Equals(_node.Address))
                    continue;
                if (member.IsGone)
                    Part(member.Address);
                else if (!_links.ContainsKey(member.Address))
                    Meet(member.Address);
            }

            _snapshot = snapshot;
            _handOver.Change(snapshot.View, [.. snapshot.Members.Where(member => member.IsLeaving).Select(member => member.Address)]);
        }

        var viewed = _nextView;
        _nextView = new(TaskCreationOptions.RunContinuationsAsynchronously);
        viewed.TrySetResult();
        LogView(snapshot.Version, string.Join(", ", snapshot.View.Live));
        _node.OnViewChanged(snapshot.View);
        _clients.Tell(FrameKind.View, ClusterFrames.View(snapshot));
        if (snapshot.Find(_node.Address) is { IsGone: true })
            OnEvicted("the table of members says that it is dead");
    }

    private void Meet(SiloAddress silo)
    {
        var link = new SiloLink(silo, silo.Endpoint, _dialer, _codec, _settings, _node.Time, this, _log);
        _links[silo] = link;
        link.Start();
    }

    private void Part(SiloAddress silo)
    {
        _clients.Forget(silo);
        var inOrder = _farewells.Forget(silo);
        if (!_links.TryRemove(silo, out var link))
            return;
        if (!inOrder)
            link.Send(FrameKind.Evicted);
        _ = link.Finish(FlushPatience);
        Lost(silo);
    }

    private void Lost(SiloAddress gone)
    {
        if (!_cut)
            _node.Lost(gone);
    }

    private void Tell(FrameKind kind, byte[]? payload = null)
    {
        foreach (var link in _links.Values)
            link.Send(kind, payload);
    }

    private void TellClients()
    {
        // Under the gate the last list that is sent is the newest.
        lock (_gate)
            Tell(FrameKind.Clients, ClusterFrames.Clients(_clients.Here));
    }

    private void OnEvicted(string why)
    {
        // Who leaves in order is gone for the others before its process is.
        if (_cut || _farewells.Leaving || Interlocked.Exchange(ref _evicted, 1) != 0)
            return;
        LogEvicted(_node.Address, why);
        _node.Services.GetRequiredService<Hosting.Silo>().Kill();
        Environment.ExitCode = 1;
        _node.Services.GetService<IHostApplicationLifetime>()?.StopApplication();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "View {Version} of the cluster: {Silos}.")]
    private partial void LogView(long version, string silos);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Silo {Address} stops at once, because {Why}: others are home to its grains now. Start it again.")]
    private partial void LogEvicted(SiloAddress address, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing came from {Peer} in {Time}: its connection is closed.")]
    private partial void LogSilent(SiloAddress peer, TimeSpan time);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo leaves although these may still send to it: {Peers}.")]
    private partial void LogHurried(string peers);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo leaves without telling the table of members, which cannot be used: {Why}")]
    private partial void LogLeftWithoutTable(string why);
}
