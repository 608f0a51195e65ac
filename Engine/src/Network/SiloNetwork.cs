using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Membership;

namespace Orleans.Runtime.Network;

/// <summary>
/// Connects a silo to a cluster of processes. It sends to every other silo over a connection of its own and receives over theirs;
/// a client's connection carries both directions.
/// </summary>
internal sealed partial class SiloNetwork : IClusterLink, ILinkOwner, IInboundOwner
{
    private static readonly TimeSpan JoinRound = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ViewPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan TablePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(2);
    private readonly Node _node;
    private readonly NetworkSetup _setup;
    private readonly MembershipAgent _agent;
    private readonly ILogger _log;
    private readonly Dialer _dialer;
    private readonly Links _links;
    private readonly Clients _clients = new();
    private readonly Inbound _inbound;
    private readonly Announcements _announcements;
    private readonly Farewells _farewells;
    private readonly Eviction _eviction;
    private readonly HandOver _handOver;
    private readonly Lock _gate = new();
    private volatile MembershipSnapshot _snapshot = MembershipSnapshot.Empty;
    private volatile TaskCompletionSource _nextView = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _joined;
    private volatile bool _cut;

    public SiloNetwork(NetworkSetup setup, MembershipAgent agent, Handshake handshake)
    {
        (_node, _setup, _agent, _log) = (setup.Node, setup, agent, setup.Log);
        Refusals = new(_node, _log);
        _dialer = new(handshake, setup.ToSilos, setup.Settings, setup.Logs);
        _links = new(setup, _dialer, this);
        _inbound = new(setup, handshake, () => _snapshot, this);
        _announcements = new(_links, _clients);
        _farewells = new(_links, _clients, _node.Time, _log);
        _eviction = new(_node, _log);
        _handOver = new(_node.Address);
        agent.Changed += OnMembersChanged;
        agent.Wrote += () => _links.Tell(FrameKind.Look);
        agent.Evicted += OnEvicted;
    }

    public MembershipView View => _snapshot.View;

    public IEnumerable<(SiloAddress, SiloStatus)> Statuses => _snapshot.Members.Select(member => (member.Address, member.Status));

    public Refusals Refusals { get; }

    /// <summary>Listens, connects to the other silos, and starts to host grains.</summary>
    /// <exception cref="OrleansConfigurationException">The others refuse this silo; the message says why.</exception>
    /// <exception cref="IOException">A port is in use.</exception>
    public async Task Join(TimeSpan patience, CancellationToken cancellation)
    {
        await _inbound.Start(cancellation);
        _node.Connect(this);
        await _agent.Join(cancellation);
        await Meet(patience, cancellation);
        await _agent.Activate(cancellation);
        _joined = true;
    }

    public void Send(SiloAddress to, Message message)
    {
        if (_cut)
            return;
        switch (to.IsClient ? SendToClient(to, message) : _links.Send(to, message))
        {
            case SendResult.Full:
                Refusals.Full(to, message, _setup.Settings.MaxQueuedMessages);
                break;
            case SendResult.Closed:
                _node.Undeliverable(message, to);
                break;
        }
    }

    public Task Released(GrainId grain, MembershipView view) => _handOver.Released(grain);

    public void ReportHeld(MembershipView view, ImmutableHashSet<GrainId> held) => _announcements.Held(view, held);

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
            await _farewells.Exchange(FlushPatience);
            using var patience = new CancellationTokenSource(TablePatience, _node.Time);
            await _agent.Stop(inOrder: true, patience.Token);
            await Task.WhenAll(_links.All.Select(link => link.Finish(FlushPatience)));
        }

        _cut = true;
        _links.Abort();
        foreach (var client in _clients.Connections)
            client.Abort();
        if (!drained)
            await _agent.Stop(inOrder: false, CancellationToken.None);
        await _inbound.DisposeAsync();
        _dialer.Dispose();
        await _agent.DisposeAsync();
    }

    public void Opened(Connection connection)
    {
        var peer = connection.Peer;
        if (!peer.IsClient)
        {
            _farewells.Forget(peer);
            if (_snapshot.Find(peer) is null)
                _agent.Look();
            return;
        }

        _clients.Add(connection);
        connection.Send(FrameKind.View, ClusterFrames.View(_snapshot));
        _announcements.Clients();
        if (_farewells.Leaving)
            connection.Send(FrameKind.Goodbye);
        if (_cut)
            connection.Abort();
    }

    public void Closed(Connection connection)
    {
        var peer = connection.Peer;
        if (peer.IsClient)
        {
            if (!_clients.Remove(connection))
                return;
            _farewells.Forget(peer);
            _announcements.Clients();
            Lost(peer);
        }
        else if (!_farewells.Has(peer))
        {
            // Answers on their way were lost with the connection.
            Lost(peer);
        }
    }

    public void Receive(Connection connection, Message message)
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

    public void Receive(Connection connection, FrameKind kind, byte[] payload)
    {
        var peer = connection.Peer;
        if (kind is FrameKind.Goodbye)
            OnGoodbye(peer);
        if (peer.IsClient)
            return;
        switch (kind)
        {
            case FrameKind.Released:
                _handOver.Report(peer, ClusterFrames.ReadVersion(payload), []);
                break;
            case FrameKind.Holding:
                var (version, grains) = ClusterFrames.ReadHolding(payload);
                _handOver.Report(peer, version, grains);
                break;
            case FrameKind.Clients:
                _clients.Learn(peer, ClusterFrames.ReadClients(payload));
                break;
            case FrameKind.Look:
                _agent.Look();
                break;
            case FrameKind.Evicted:
                OnEvicted($"{peer} says that it was declared dead");
                break;
        }
    }

    void ILinkOwner.Connected(SiloLink link, Connection connection)
    {
        _announcements.Repeat(connection);
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
            case not null when !_joined:
                // The other silo is alive and refuses this one, which may be the one that is misconfigured.
                break;
            default:
                _agent.Suspect(link.Silo);
                break;
        }
    }

    void ILinkOwner.Unreachable(SiloLink link, Message message) => _node.Undeliverable(message, link.Silo);

    // A joining silo must be connected to every silo that hosts grains, or know that it is dead.
    private async Task Meet(TimeSpan patience, CancellationToken cancellation)
    {
        var begun = _node.Time.GetTimestamp();
        while (true)
        {
            var missing = _links.All.Where(link => !link.IsConnected && View.Live.Contains(link.Silo)).ToArray();
            if (missing.Length == 0)
                return;
            await Task.WhenAll(missing.Select(link => link.FirstAttempt)).WaitAsync(cancellation);
            if (Array.Find(missing, link => link.Failure is HandshakeException { IsRefusal: true }) is { } refused)
                throw new OrleansConfigurationException(
                    $"{refused.Silo} of cluster {_setup.ClusterId} refuses this silo. {refused.Failure!.Message}");
            var first = missing[0];
            if (_node.Time.GetElapsedTime(begun) > patience)
                throw new OrleansException($"{first.Silo} is in cluster {_setup.ClusterId} and cannot be reached: {first.Failure?.Message}"
                    + " Check the address that it advertises, and the network between the silos.");
            await _agent.Round(cancellation);
            if (_cut)
                throw new OrleansException($"The silo was declared dead while it joined the cluster. {first.Failure?.Message}".TrimEnd());
            await Task.Delay(JoinRound, _node.Time, cancellation);
        }
    }

    private void OnMembersChanged(MembershipSnapshot snapshot)
    {
        lock (_gate)
        {
            if (_cut || snapshot.Version <= _snapshot.Version)
                return;
            foreach (var member in snapshot.Members.Where(member => !member.Address.Equals(_node.Address)))
            {
                if (member.IsGone)
                    Part(member.Address);
                else
                    _links.Open(member.Address, member.Address.Endpoint);
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
            OnEvicted("the membership table says that it is dead");
    }

    private void Part(SiloAddress silo)
    {
        _clients.Forget(silo);
        var inOrder = _farewells.Forget(silo);
        if (_links.Remove(silo) is not { } link)
            return;
        if (!inOrder)
            link.Send(FrameKind.Evicted);
        _ = link.Finish(FlushPatience);
        Lost(silo);
    }

    private void OnGoodbye(SiloAddress peer)
    {
        _farewells.Note(peer);
        // A leaving silo waits for the reply; the one that replies has nothing more to send.
        if (!_farewells.Leaving)
            _links.Find(peer)?.Retire();
    }

    private void Lost(SiloAddress gone)
    {
        if (!_cut)
            _node.Lost(gone);
    }

    // The others count a silo that leaves in order as gone before its process ends.
    private void OnEvicted(string why)
    {
        if (!_cut && !_farewells.Leaving)
            _eviction.Happen(why);
    }

    private SendResult SendToClient(SiloAddress client, Message message)
    {
        if (_clients.Send(client, message) is var result and not SendResult.Closed)
            return result;
        if (_clients.SilosOf(client).Select(_links.Find).FirstOrDefault(link => link?.IsConnected == true) is not { } link)
            return SendResult.Closed;
        message.Destination = client;
        return link.Send(message);
    }

    private void Relay(SiloAddress destination, Message message)
    {
        message.Destination = null;
        var result = destination.IsClient ? _clients.Send(destination, message) : _links.Send(destination, message);
        if (result is not SendResult.Sent && destination.IsClient)
            _node.Reject(message, new ClientNotAvailableException(message.Target));
    }

    // The sender has a later view. Until this silo has it too, it would send the message back.
    private async Task CatchUp(Message message)
    {
        _agent.Look();
        var patience = Task.Delay(ViewPatience, _node.Time);
        while (message.ViewVersion > View.Version && !patience.IsCompleted)
            await Task.WhenAny(_nextView.Task, patience);
        if (!_cut)
            Take(message);
    }

    private void Take(Message message)
    {
        if (!_node.TryReceive(message))
            _node.Route(message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "The silo leaves without telling the membership table, which is unavailable: {Why}")]
    private partial void LogLeftWithoutTable(string why);

    [LoggerMessage(Level = LogLevel.Information, Message = "View {Version} of the cluster: {Silos}.")]
    private partial void LogView(long version, string silos);
}
