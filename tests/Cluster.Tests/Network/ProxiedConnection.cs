using System.Net;
using System.Net.Sockets;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.Network;

/// <summary>One connection through a proxy.</summary>
internal sealed class ProxiedConnection(Socket client, int targetPort, Func<TimeSpan> delay)
{
    private readonly Socket _target = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Gate _way = new();
    private readonly Gate _answers = new();

    /// <summary>The process at the other end, once it was found.</summary>
    public int? Peer { get; private set; }

    /// <summary>Looks for the process at the other end.</summary>
    public void FindPeer() =>
        Peer = client.RemoteEndPoint is IPEndPoint remote ? SocketOwners.Find(remote.Port, ((IPEndPoint)client.LocalEndPoint!).Port) : null;

    /// <summary>Passes, keeps or breaks.</summary>
    public void Set(ProxyMode mode)
    {
        switch (mode)
        {
            case ProxyMode.Pass:
                _way.Open();
                break;
            case ProxyMode.Hang:
                _way.Close();
                break;
            case ProxyMode.Cut:
                Break();
                break;
        }
    }

    /// <summary>Keeps back what the target answers, or lets it go.</summary>
    public void HoldAnswers(bool hold)
    {
        if (hold)
            _answers.Close();
        else
            _answers.Open();
    }

    /// <summary>Resets both ends.</summary>
    public void Break()
    {
        client.Close(0);
        _target.Close(0);
        _way.Open();
        _answers.Open();
    }

    /// <summary>Passes what comes until one end closes.</summary>
    public async Task Run()
    {
        try
        {
            client.NoDelay = true;
            await _way.Opened;
            await _target.ConnectAsync(IPAddress.Loopback, targetPort);
            await Task.WhenAny(Pump(client, _target, delay, null), Pump(_target, client, () => TimeSpan.Zero, _answers));
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

    /// <summary>Closed at first.</summary>
    private sealed class Gate
    {
        private volatile TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Opened => _open.Task;

        public void Open() => _open.TrySetResult();

        public void Close()
        {
            if (_open.Task.IsCompleted)
                _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task Pump(Socket from, Socket to, Func<TimeSpan> wait, Gate? gate)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var received)
            {
                await _way.Opened;
                if (gate is not null)
                    await gate.Opened;
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
