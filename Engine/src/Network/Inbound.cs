using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime.Membership;

namespace Orleans.Runtime.Network;

/// <summary>Listens for silos and clients, and serves their connections until they end or fall silent.</summary>
internal sealed partial class Inbound : IAsyncDisposable
{
    private readonly NetworkSetup _setup;
    private readonly Func<MembershipSnapshot> _members;
    private readonly IInboundOwner _owner;
    private readonly TimeSpan _silence;
    private readonly ILogger _log;
    private readonly Listener[] _listeners;

    public Inbound(NetworkSetup setup, Handshake handshake, Func<MembershipSnapshot> members, IInboundOwner owner)
    {
        (_setup, _members, _owner, _log) = (setup, members, owner, setup.Log);
        _silence = setup.Options<SiloMessagingOptions>().ClientDropTimeout;
        _listeners = [.. Doors().Select(door => new Listener(door, handshake, setup, MemberAddresses))];
    }

    /// <exception cref="IOException">A port is in use.</exception>
    public async Task Start(CancellationToken cancellation)
    {
        foreach (var listener in _listeners)
            await listener.Start(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners)
            await listener.DisposeAsync();
    }

    private IEnumerable<Door> Doors()
    {
        var endpoints = _setup.Options<EndpointOptions>();
        var address = _setup.Node.Address.Endpoint.Address;
        yield return new(endpoints.SiloListeningEndpoint ?? new(address, endpoints.SiloPort), OfSilos: true, Serve)
        {
            IsEvicted = silo => _members().Find(silo) is { IsGone: true },
            Wrapping = _setup.FromSilos,
        };
        if (endpoints.GatewayPort != 0)
        {
            var gateway = endpoints.GatewayListeningEndpoint ?? new(address, endpoints.GatewayPort);
            yield return new(gateway, OfSilos: false, Serve) { Wrapping = _setup.FromClients };
        }
    }

    private IEnumerable<IPAddress> MemberAddresses() =>
        _members().Members.Where(member => !member.IsGone).Select(member => member.Address.Endpoint.Address);

    private async Task Serve(ConnectionContext context, SiloAddress peer)
    {
        var connection = new Connection(context, peer, _setup.Codec, _setup.Settings);
        _owner.Opened(connection);
        using var ended = new CancellationTokenSource();
        var watching = Watch(connection, ended.Token);
        await connection.Run(_owner);
        await ended.CancelAsync();
        await watching;
        _owner.Closed(connection);
    }

    // The end that connects sends probes: when nothing arrives any more, it has died without a word.
    private async Task Watch(Connection connection, CancellationToken ended)
    {
        try
        {
            for (var heard = -1L; heard != connection.Heard;)
            {
                heard = connection.Heard;
                await Task.Delay(_silence, _setup.Node.Time, ended);
            }

            LogSilent(connection.Peer, _silence);
            connection.Abort();
        }
        catch (OperationCanceledException)
        {
            // The connection has ended.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nothing came from {Peer} in {Time}: its connection is closed.")]
    private partial void LogSilent(SiloAddress peer, TimeSpan time);
}

/// <summary>Whom incoming connections belong to.</summary>
internal interface IInboundOwner : IFrameHandler
{
    /// <summary>A silo or client has connected; nothing was received from it yet.</summary>
    void Opened(Connection connection);

    void Closed(Connection connection);
}
