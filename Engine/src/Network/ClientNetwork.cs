using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Membership;
using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Network;

/// <summary>
/// The tie of a client to a cluster of processes: a connection with every silo, so that requests go straight to the home of their
/// grain. When all are lost, the client looks for silos until it finds some; observers keep their identity meanwhile.
/// </summary>
internal sealed partial class ClientNetwork : IClusterLink, ILinkOwner
{
    private static readonly TimeSpan SearchPeriod = TimeSpan.FromSeconds(1);
    private readonly Node _node;
    private readonly string _clusterId;
    private readonly Func<CancellationToken, Task<MembershipSnapshot>> _search;
    private readonly TimeSpan _refresh;
    private readonly Dialer _dialer;
    private readonly MessageCodec _codec;
    private readonly NetworkSettings _settings;
    private readonly ILogger _log;
    private readonly Refusals _refusals;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<SiloAddress, SiloLink> _links = new();
    private readonly CancellationTokenSource _stopping = new();
    private MembershipSnapshot _snapshot = MembershipSnapshot.Empty;
    private Task _searching = Task.CompletedTask;

    /// <param name="node">The client.</param>
    /// <param name="clusterId">The cluster's name, for people.</param>
    /// <param name="search">Finds silos.</param>
    /// <param name="refresh">How often to search while there are connections.</param>
    /// <param name="dialer">Makes connections; belongs to this object from now on.</param>
    /// <param name="codec">Reads and writes messages.</param>
    /// <param name="settings">Limits and periods.</param>
    /// <param name="logs">Where changes are written.</param>
    public ClientNetwork(Node node, string clusterId, Func<CancellationToken, Task<MembershipSnapshot>> search, TimeSpan refresh, Dialer dialer, MessageCodec codec, NetworkSettings settings, ILoggerFactory logs)
    {
        _node = node;
        _clusterId = clusterId;
        _search = search;
        _refresh = refresh;
        _dialer = dialer;
        _settings = settings;
        _codec = codec;
        _log = logs.CreateLogger("Orleans.Runtime.Network");
        _refusals = new(node, _log);
    }

    /// <summary>What ends with this object besides its connections.</summary>
    public IAsyncDisposable? Owned { get; init; }

    public IEnumerable<(SiloAddress, SiloStatus)> Statuses => Volatile.Read(ref _snapshot).Members.Select(member => (member.Address, member.Status));

    public MembershipView View => Volatile.Read(ref _snapshot).View;

    private bool IsConnected => _links.Values.Any(link => link.IsConnected);

    /// <summary>Finds silos and ends when one of them is connected.</summary>
    /// <exception cref="OrleansConfigurationException">The silos will not have this client; the message says why.</exception>
    /// <exception cref="OrleansException">There are none, or none can be reached.</exception>
    public async Task Join(CancellationToken cancellation)
    {
        _node.Connect(this);
        Take(await _search(cancellation));
        var attempts = _links.Values.Select(link => link.FirstAttempt).ToList();
        while (attempts.Count > 0 && !IsConnected)
            attempts.Remove(await Task.WhenAny(attempts).WaitAsync(cancellation));
        if (!IsConnected)
        {
            var failure = _links.Values.Select(link => link.Failure).FirstOrDefault(failure => failure is not null);
            await Cut(drained: false);
            throw failure is HandshakeException { Failure: HandshakeFailure.Stranger or HandshakeFailure.Version }
                ? new OrleansConfigurationException($"The silos of cluster {_clusterId} will not have this client. {failure.Message}")
                : new OrleansException(failure is null ? $"There is no silo in cluster {_clusterId}." : $"No silo of cluster {_clusterId} can be reached. {failure.Message}");
        }

        using (ExecutionContext.SuppressFlow())
            _searching = Task.Run(KeepSearching, CancellationToken.None);
    }

    public Task Released(GrainId grain, MembershipView view) => Task.CompletedTask;

    public void ReportHeld(MembershipView view, ImmutableHashSet<GrainId> held)
    {
        // A client holds no grains.
    }

    public void Send(SiloAddress to, Message message)
    {
        // To wait for a connection is for when there is no way around it.
        switch (_links.TryGetValue(to, out var link) && (link.IsConnected || !IsConnected) ? link.Send(message) : SendResult.Closed)
        {
            case SendResult.Full:
                _node.Reject(message, new OrleansMessageRejectionException($"{to} takes messages in more slowly than they are sent to it; {_settings.MaxQueuedMessages} wait already."));
                break;
            case SendResult.Closed:
                SendAround(to, message);
                break;
        }
    }

    public Task Leave() => Task.CompletedTask;

    public async Task Cut(bool drained)
    {
        await _stopping.CancelAsync();
        foreach (var link in _links.Values)
            link.Abort();
        await _searching;
        _dialer.Dispose();
        if (Owned is not null)
            await Owned.DisposeAsync();
    }

    void IFrameHandler.Receive(Connection connection, Message message)
    {
        if (!_node.TryReceive(message))
            _node.Reject(message, new ClientNotAvailableException(message.Target));
    }

    void IFrameHandler.Receive(Connection connection, FrameKind kind, byte[] payload)
    {
        if (kind is FrameKind.View)
            Take(ClusterFrames.ReadView(payload));
        else if (kind is FrameKind.Goodbye && _links.TryGetValue(connection.Peer, out var link))
            link.Retire();
    }

    void IFrameHandler.Unsent(Connection connection, Message message) => _node.Undeliverable(message, connection.Peer);

    void IFrameHandler.Unwritable(Connection connection, Message message, Exception error) => _refusals.Unwritable(connection.Peer, message, error);

    void IFrameHandler.Unreadable(Connection connection, UnreadableMessageException error) => _refusals.Unreadable(connection.Peer, error);

    void IFrameHandler.Broken(Connection connection, Exception error) => _refusals.Broken(connection.Peer, error);

    void ILinkOwner.Connected(SiloLink link, Connection connection) => LogConnected(link.Silo);

    void ILinkOwner.Disconnected(SiloLink link)
    {
        if (!_stopping.IsCancellationRequested)
            LogDisconnected(link.Silo);
        _node.Lost(link.Silo);
    }

    void ILinkOwner.Failed(SiloLink link, Exception error)
    {
        // The silos decide about each other; a client only tries again.
    }

    void ILinkOwner.Unreachable(SiloLink link, Message message) => SendAround(link.Silo, message);

    /// <summary>Sends through another silo what cannot go straight: it knows the way to the home of a grain, and passes on what is for a certain silo.</summary>
    private void SendAround(SiloAddress to, Message message)
    {
        if (_links.Values.FirstOrDefault(link => link.IsConnected && !link.Silo.Equals(to)) is not { } other)
        {
            _node.Undeliverable(message, to);
            return;
        }

        // Its caller may have been told already that it is lost; then it is not to be done after all.
        if (message.Kind is MessageKind.Request && !_node.Pending.Redirect(message.Id, other.Silo))
            return;
        if (message.Kind is not (MessageKind.Request or MessageKind.OneWay))
            message.Destination = to;
        if (other.Send(message) is not SendResult.Sent)
            _node.Undeliverable(message, to);
    }

    private void Take(MembershipSnapshot snapshot)
    {
        lock (_gate)
        {
            // An older version is news only where nobody is left who could know better: the database was restored.
            if (_stopping.IsCancellationRequested || (snapshot.Version < _snapshot.Version && IsConnected))
                return;
            foreach (var member in snapshot.Members)
            {
                if (member is { IsGone: false, Status: not SiloStatus.Joining, Gateway: { } gateway } && !_links.ContainsKey(member.Address))
                    Meet(member.Address, gateway);
            }

            foreach (var silo in _links.Keys.Where(silo => snapshot.Find(silo) is not { IsGone: false }))
                Part(silo);
            Volatile.Write(ref _snapshot, snapshot);
        }

        _node.OnViewChanged(snapshot.View);
    }

    private void Meet(SiloAddress silo, System.Net.IPEndPoint gateway)
    {
        var link = new SiloLink(silo, gateway, _dialer, _codec, _settings, _node.Time, this, _log);
        _links[silo] = link;
        link.Start();
    }

    private void Part(SiloAddress silo)
    {
        if (!_links.TryRemove(silo, out var link))
            return;
        link.Abort();
        _node.Lost(silo);
    }

    private async Task KeepSearching()
    {
        var searched = _node.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await Task.Delay(SearchPeriod, _node.Time, _stopping.Token);
                if (IsConnected && _node.Time.GetElapsedTime(searched) < _refresh)
                    continue;
                searched = _node.Time.GetTimestamp();
                Take(await _search(_stopping.Token));
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogSearchFailed(error.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected with {Silo}.")]
    private partial void LogConnected(SiloAddress silo);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the connection with {Silo}.")]
    private partial void LogDisconnected(SiloAddress silo);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No silos could be looked up. {Why}")]
    private partial void LogSearchFailed(string why);
}
