using System.Net;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Orleans.Runtime.Network;

/// <summary>Listens for silos or clients, and serves those that belong to the cluster.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly Door _door;
    private readonly Handshake _handshake;
    private readonly NetworkSettings _settings;
    private readonly Vestibule _vestibule;
    private readonly Refused _refused;
    private readonly ILoggerFactory _logs;
    private readonly ConnectionDelegate _meet;
    private readonly CancellationTokenSource _stopping = new();
    private IConnectionListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public Listener(Door door, Handshake handshake, NetworkSetup setup, Func<IEnumerable<IPAddress>> members)
    {
        (_door, _handshake, _settings, _logs) = (door, handshake, setup.Settings, setup.Logs);
        _vestibule = new(_settings.MaxHandshakes, members);
        _refused = new(setup.Node.Time, setup.Log);
        _meet = door.Wrapping.Around(Meet);
    }

    /// <exception cref="IOException">The port is in use.</exception>
    public async Task Start(CancellationToken cancellation)
    {
        // As large as the system allows: what it drops is sent again only after seconds.
        var factory = new SocketTransportFactory(Options.Create(new SocketTransportOptions { Backlog = ushort.MaxValue }), _logs);
        try
        {
            _listener = await factory.BindAsync(_door.Endpoint, cancellation);
        }
        catch (AddressInUseException inUse)
        {
            throw new IOException($"Failed to bind to address {_door.Endpoint}: address already in use.", inUse);
        }

        _accepting = Accept(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_listener is not null)
        {
            await _listener.UnbindAsync();
            await _listener.DisposeAsync();
        }

        await _accepting;
    }

    private async Task Accept(IConnectionListener listener)
    {
        while (await listener.AcceptAsync() is { } context)
            _ = Serve(context);
    }

    private async Task Serve(ConnectionContext context)
    {
        await using (context)
        {
            using var arrival = new Arrival(context, _vestibule, _settings.ConnectTimeout, _stopping.Token);
            context.Features.Set(arrival);
            try
            {
                await _meet(context);
            }
            catch (Exception error) when (error is HandshakeException or AuthenticationException)
            {
                if (error is not HandshakeException { Failure: HandshakeFailure.Closed })
                    _refused.Add(context.RemoteEndPoint, error.Message);
            }
            catch (Exception error) when (error
                is IOException or OperationCanceledException or ConnectionAbortedException or ObjectDisposedException)
            {
                // The peer is gone, or took too long.
            }

            if (arrival.GaveWay)
                _refused.Add(context.RemoteEndPoint, $"It gave way to others: {_settings.MaxHandshakes} handshakes were in progress.");
        }
    }

    private async Task Meet(ConnectionContext context)
    {
        var arrival = context.Features.Get<Arrival>()!;
        var peer = await _handshake.Accept(context, _door.OfSilos, _door.IsEvicted, arrival.Vouch, arrival.Limit);
        arrival.Admit();
        await _door.Serve(context, peer);
    }
}
