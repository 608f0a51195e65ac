using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime.Network;

/// <summary>Connects to silos.</summary>
internal sealed class Dialer : IDisposable
{
    private readonly Handshake _handshake;
    private readonly NetworkSettings _settings;
    private readonly SocketConnectionContextFactory _contexts;
    private readonly ConnectionDelegate _meet;

    public Dialer(Handshake handshake, Wrapping wrapping, NetworkSettings settings, ILoggerFactory logs)
    {
        (_handshake, _settings) = (handshake, settings);
        _contexts = new(new SocketConnectionFactoryOptions(), logs.CreateLogger("Orleans.Runtime.Network"));
        _meet = wrapping.Around(Meet);
    }

    /// <summary>Connects, shakes hands, and serves the connection until it ends.</summary>
    /// <exception cref="HandshakeException">The silo refuses this process, or is not the one expected.</exception>
    /// <exception cref="IOException">Nobody listens there.</exception>
    /// <exception cref="TimeoutException">Nobody answered in time.</exception>
    public async Task Dial(
        IPEndPoint endpoint, SiloAddress? expected, Func<ConnectionContext, SiloAddress, Task> serve, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_settings.ConnectTimeout);
        var attempt = new Attempt(endpoint, expected, serve, patience.Token);
        ConnectionContext? context = null;
        try
        {
            context = await Connect(endpoint, patience.Token);
            attempt.AbortWhenTooLate(context);
            context.Features.Set(attempt);
            await _meet(context);
        }
        catch (Exception error) when (!attempt.Met)
        {
            context?.Abort();
            cancellation.ThrowIfCancellationRequested();
            throw error switch
            {
                HandshakeException { Failure: not HandshakeFailure.Closed } => error,
                _ when patience.IsCancellationRequested =>
                    new TimeoutException($"{endpoint} did not answer in {_settings.ConnectTimeout.TotalSeconds} s."),
                AuthenticationException => new HandshakeException(HandshakeFailure.Stranger, error.Message),
                // Somebody accepted the connection: whatever happened then, the silo is not gone.
                IOException or ConnectionAbortedException or ObjectDisposedException or OperationCanceledException
                    when context is not null =>
                    new HandshakeException(HandshakeFailure.Closed, error.Message),
                SocketException or ConnectionAbortedException => new IOException($"{endpoint} cannot be reached: {error.Message}.", error),
                _ => error,
            };
        }
        finally
        {
            attempt.Dispose();
            if (context is not null)
                await context.DisposeAsync();
        }
    }

    public void Dispose() => _contexts.Dispose();

    private async Task Meet(ConnectionContext context)
    {
        var attempt = context.Features.Get<Attempt>()!;
        var peer = await _handshake.Dial(context, attempt.Endpoint, attempt.Expected, attempt.TooLate);
        attempt.Dispose();
        attempt.Met = true;
        await attempt.Serve(context, peer);
    }

    private async Task<ConnectionContext> Connect(IPEndPoint endpoint, CancellationToken cancellation)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellation);
            return _contexts.Create(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class Attempt(
        IPEndPoint endpoint, SiloAddress? expected, Func<ConnectionContext, SiloAddress, Task> serve, CancellationToken tooLate)
        : IDisposable
    {
        private CancellationTokenRegistration _aborting;

        public IPEndPoint Endpoint => endpoint;

        public SiloAddress? Expected => expected;

        public Func<ConnectionContext, SiloAddress, Task> Serve => serve;

        public CancellationToken TooLate => tooLate;

        public bool Met { get; set; }

        public void AbortWhenTooLate(ConnectionContext context) => _aborting = tooLate.Register(context.Abort);

        public void Dispose() => _aborting.Dispose();
    }
}
