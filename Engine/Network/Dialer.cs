using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime.Network;

/// <summary>Makes connections to silos.</summary>
internal sealed class Dialer(Handshake handshake, NetworkSettings settings, ILoggerFactory logs) : IDisposable
{
    private readonly SocketConnectionContextFactory _contexts = new(new SocketConnectionFactoryOptions(), logs.CreateLogger("Orleans.Runtime.Network"));

    /// <summary>Connects and meets who is there.</summary>
    /// <exception cref="HandshakeException">It will not work with this process, or is not the one expected.</exception>
    /// <exception cref="IOException">Nobody listens there.</exception>
    /// <exception cref="TimeoutException">Nobody answered in time.</exception>
    public async Task<(ConnectionContext Context, SiloAddress Peer)> Dial(IPEndPoint endpoint, SiloAddress? expected, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(settings.ConnectTimeout);
        ConnectionContext? context = null;
        try
        {
            context = await Connect(endpoint, patience.Token);
            return (context, await handshake.Dial(context, expected, patience.Token));
        }
        catch (Exception error)
        {
            context?.Abort();
            if (context is not null)
                await context.DisposeAsync();
            cancellation.ThrowIfCancellationRequested();
            throw error switch
            {
                OperationCanceledException => new TimeoutException($"{endpoint} did not answer in {settings.ConnectTimeout.TotalSeconds} s."),
                SocketException or ConnectionAbortedException => new IOException($"{endpoint} cannot be reached: {error.Message}.", error),
                _ => error,
            };
        }
    }

    public void Dispose() => _contexts.Dispose();

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
}
