using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
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
    private volatile bool _joined;
    private volatile bool _cut;
    private int _evicted;

    public SiloNetwork(Node node, string clusterId, MembershipAgent agent, Handshake handshake, MessageCodec codec, NetworkSettings settings, EndpointOptions endpoints, SiloWrappings wrappings, TimeSpan silence, ILoggerFactory logs)
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
        _dialer = new(handshake, wrappings.ToSilos, settings, logs);
        _listeners = [.. Doors(endpoints, wrappings).Select(door => new Listener(door, handshake, settings, MembersAddresses, node.Time, logs))];
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
        _joined = true;
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

    private IEnumerable<Door> Doors(EndpointOptions endpoints, SiloWrappings wrappings)
    {
        var silos = endpoints.SiloListeningEndpoint ?? new(_node.Address.Endpoint.Address, endpoints.SiloPort);
        yield return new(silos, OfSilos: true, ServeSilo) { IsEvicted = silo => _snapshot.Find(silo) is { IsGone: true }, Wrapping = wrappings.FromSilos };
        if (endpoints.GatewayPort == 0)
            yield break;
        var clients = endpoints.GatewayListeningEndpoint ?? new(_node.Address.Endpoint.Address, endpoints.GatewayPort);
        yield return new(clients, OfSilos: false, ServeClient) { Wrapping = wrappings.FromClients };
    }

    private IEnumerable<IPAddress> MembersAddresses() => _snapshot.Members.Where(member => !member.IsGone).Select(member => member.Address.Endpoint.Address);

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
                throw new OrleansException(
                    $"The silo was declared dead while it joined the cluster. {missing[0].Failure?.Message}".TrimEnd());
            await Task.Delay(JoinRound, _node.Time, cancellation);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo leaves although these may still send to it: {Peers}.")]
    private partial void LogHurried(string peers);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo leaves without telling the table of members, which cannot be used: {Why}")]
    private partial void LogLeftWithoutTable(string why);
}
