using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Membership;

namespace Orleans.Runtime.Network;

/// <summary>
/// Connects a client to a cluster of processes: it is connected to every silo, so that requests go straight to the silo that hosts their
/// grain. When all connections are lost, it searches until it finds a silo; observers keep their identity meanwhile.
/// </summary>
internal sealed partial class ClientNetwork : IClusterLink, ILinkOwner
{
    private static readonly TimeSpan SearchPeriod = TimeSpan.FromSeconds(1);
    private readonly Node _node;
    private readonly NetworkSetup _setup;
    private readonly Func<CancellationToken, Task<MembershipSnapshot>> _search;
    private readonly TimeSpan _refresh;
    private readonly ILogger _log;
    private readonly Dialer _dialer;
    private readonly Links _links;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private MembershipSnapshot _snapshot = MembershipSnapshot.Empty;
    private Task _searching = Task.CompletedTask;

    /// <param name="setup">The client and its settings.</param>
    /// <param name="handshake">How it introduces itself.</param>
    /// <param name="search">Finds silos.</param>
    public ClientNetwork(NetworkSetup setup, Handshake handshake, Func<CancellationToken, Task<MembershipSnapshot>> search)
    {
        (_node, _setup, _search, _log) = (setup.Node, setup, search, setup.Log);
        _refresh = setup.Options<GatewayOptions>().GatewayListRefreshPeriod;
        Refusals = new(_node, _log);
        _dialer = new(handshake, setup.FromClient, setup.Settings, setup.Logs);
        _links = new(setup, _dialer, this);
    }

    /// <summary>Disposed with this object.</summary>
    public IAsyncDisposable? Owned { get; init; }

    public IEnumerable<(SiloAddress, SiloStatus)> Statuses =>
        Volatile.Read(ref _snapshot).Members.Select(member => (member.Address, member.Status));

    public MembershipView View => Volatile.Read(ref _snapshot).View;

    public Refusals Refusals { get; }

    private bool IsConnected => _links.All.Any(link => link.IsConnected);

    /// <summary>Finds silos, and connects to at least one of them.</summary>
    /// <exception cref="OrleansConfigurationException">The silos refuse this client; the message says why.</exception>
    /// <exception cref="OrleansException">There is no silo, or none can be reached.</exception>
    public async Task Join(CancellationToken cancellation)
    {
        _node.Connect(this);
        Take(await _search(cancellation));
        var attempts = _links.All.Select(link => link.FirstAttempt).ToList();
        while (attempts.Count > 0 && !IsConnected)
            attempts.Remove(await Task.WhenAny(attempts).WaitAsync(cancellation));
        if (!IsConnected)
        {
            var failure = _links.All.Select(link => link.Failure).FirstOrDefault(failure => failure is not null);
            await Cut(drained: false);
            throw failure switch
            {
                null => new OrleansException($"There is no silo in cluster {_setup.ClusterId}."),
                HandshakeException { IsRefusal: true } =>
                    new OrleansConfigurationException($"The silos of cluster {_setup.ClusterId} refuse this client. {failure.Message}"),
                _ => new OrleansException($"No silo of cluster {_setup.ClusterId} can be reached. {failure.Message}"),
            };
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
        // Waits for a connection only when there is no way around.
        switch (_links.Find(to) is { } link && (link.IsConnected || !IsConnected) ? link.Send(message) : SendResult.Closed)
        {
            case SendResult.Full:
                Refusals.Full(to, message, _setup.Settings.MaxQueuedMessages);
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
        _links.Abort();
        await _searching;
        _dialer.Dispose();
        if (Owned is not null)
            await Owned.DisposeAsync();
    }

    public void Receive(Connection connection, Message message)
    {
        if (!_node.TryReceive(message))
            _node.Reject(message, new ClientNotAvailableException(message.Target));
    }

    public void Receive(Connection connection, FrameKind kind, byte[] payload)
    {
        if (kind is FrameKind.View)
            Take(ClusterFrames.ReadView(payload));
        else if (kind is FrameKind.Goodbye)
            _links.Find(connection.Peer)?.Retire();
    }

    void ILinkOwner.Connected(SiloLink link, Connection connection) => LogConnected(link.Silo);

    void ILinkOwner.Disconnected(SiloLink link)
    {
        if (!_stopping.IsCancellationRequested)
            LogDisconnected(link.Silo);
        _node.Lost(link.Silo);
    }

    void ILinkOwner.Failed(SiloLink link, Exception error)
    {
        // The silos judge each other; a client only tries again.
    }

    void ILinkOwner.Unreachable(SiloLink link, Message message) => SendAround(link.Silo, message);

    // Any other silo knows where a grain lives, and passes on what is meant for a certain silo.
    private void SendAround(SiloAddress to, Message message)
    {
        if (_links.All.FirstOrDefault(link => link.IsConnected && !link.Silo.Equals(to)) is not { } other)
        {
            _node.Undeliverable(message, to);
            return;
        }

        // If its caller was told already that it is lost, it must not be executed after all.
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
            // An older version counts only when no silo is left to know better: the database was restored.
            if (_stopping.IsCancellationRequested || (snapshot.Version < _snapshot.Version && IsConnected))
                return;
            foreach (var member in snapshot.Members)
            {
                if (member is { IsGone: false, Status: not SiloStatus.Joining, Gateway: { } gateway })
                    _links.Open(member.Address, gateway);
            }

            foreach (var link in _links.All.Where(link => snapshot.Find(link.Silo) is not { IsGone: false }))
            {
                _links.Remove(link.Silo);
                link.Abort();
                _node.Lost(link.Silo);
            }

            Volatile.Write(ref _snapshot, snapshot);
        }

        _node.OnViewChanged(snapshot.View);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Connected to {Silo}.")]
    private partial void LogConnected(SiloAddress silo);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Lost the connection to {Silo}.")]
    private partial void LogDisconnected(SiloAddress silo);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Searching for silos failed. {Why}")]
    private partial void LogSearchFailed(string why);
}
