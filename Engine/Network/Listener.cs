using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Orleans.Runtime.Network;

/// <summary>Listens for silos or for clients, and hands on those that belong to the cluster.</summary>
internal sealed partial class Listener(IPEndPoint endpoint, bool ofSilos, Handshake handshake, NetworkSettings settings, Func<SiloAddress, bool> isEvicted, Func<ConnectionContext, SiloAddress, Task> serve, ILoggerFactory logs)
    : IAsyncDisposable
{
    private readonly ILogger _log = logs.CreateLogger("Orleans.Runtime.Network");
    private readonly SemaphoreSlim _handshakes = new(settings.MaxHandshakes);
    private readonly CancellationTokenSource _stopping = new();
    private IConnectionListener? _listener;
    private Task _accepting = Task.CompletedTask;

    /// <exception cref="IOException">The port is in use.</exception>
    public async Task Start(CancellationToken cancellation)
    {
        var factory = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs);
        try
        {
            _listener = await factory.BindAsync(endpoint, cancellation);
        }
        catch (AddressInUseException inUse)
        {
            throw new IOException($"Failed to bind to address {endpoint}: address already in use.", inUse);
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
            if (!await _handshakes.WaitAsync(0))
            {
                LogCrowded(context.RemoteEndPoint, settings.MaxHandshakes);
                context.Abort();
                return;
            }

            SiloAddress peer;
            try
            {
                using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
                patience.CancelAfter(settings.ConnectTimeout);
                peer = await handshake.Accept(context, ofSilos, isEvicted, patience.Token);
            }
            catch (HandshakeException refused)
            {
                if (refused.Failure is not HandshakeFailure.Closed)
                    LogRefused(context.RemoteEndPoint, refused.Message);
                return;
            }
            catch (Exception error) when (error is IOException or OperationCanceledException or ConnectionAbortedException)
            {
                return;
            }
            finally
            {
                _handshakes.Release();
            }

            await serve(context, peer);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a connection from {Remote}. {Why}")]
    private partial void LogRefused(EndPoint? remote, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a connection from {Remote}: {Count} others are in their handshake.")]
    private partial void LogCrowded(EndPoint? remote, int count);
}
