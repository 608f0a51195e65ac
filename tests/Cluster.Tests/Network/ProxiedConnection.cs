using System.Net;
using System.Net.Sockets;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.Network;

/// <summary>One connection through a proxy.</summary>
internal sealed class ProxiedConnection(Socket client, int targetPort, Func<TimeSpan> delay)
{
    private readonly Socket _target = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private volatile TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The process at the other end, once it was found.</summary>
    public int? Peer { get; private set; }

    /// <summary>Looks for the process at the other end.</summary>
    public void FindPeer() => Peer = client.RemoteEndPoint is IPEndPoint remote ? SocketOwners.Find(remote.Port, ((IPEndPoint)client.LocalEndPoint!).Port) : null;

    /// <summary>Passes, keeps or breaks.</summary>
    public void Set(ProxyMode mode)
    {
        switch (mode)
        {
            case ProxyMode.Pass:
                _open.TrySetResult();
                break;
            case ProxyMode.Hang:
                if (_open.Task.IsCompleted)
                    _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
                break;
            case ProxyMode.Cut:
                Break();
                break;
        }
    }

    /// <summary>Resets both ends.</summary>
    public void Break()
    {
        client.Close(0);
        _target.Close(0);
        _open.TrySetResult();
    }

    /// <summary>Passes what comes until one end closes.</summary>
    public async Task Run()
    {
        try
        {
            client.NoDelay = true;
            await _open.Task;
            await _target.ConnectAsync(IPAddress.Loopback, targetPort);
            await Task.WhenAny(Pump(client, _target, delay), Pump(_target, client, () => TimeSpan.Zero));
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The target is gone, or the connection was broken.
        }
        finally
        {
            Break();
        }
    }

    private async Task Pump(Socket from, Socket to, Func<TimeSpan> wait)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var received)
            {
                await _open.Task;
                if (wait() is { Ticks: > 0 } time)
                    await Eventually.After(time);
                await to.SendAsync(buffer.AsMemory(0, received));
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // One end is gone; so the other goes.
        }
    }
}
