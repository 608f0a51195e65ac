using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OrleansCalls.Cluster.Tests.Network;

/// <summary>
/// A way through which processes reach a port, to be made slow, to be blocked or to be broken: for all, or for some who come.
/// </summary>
public sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<ProxiedConnection, Task> _connections = new();
    private readonly ConcurrentDictionary<int, ProxyMode> _modes = new();
    private readonly int _target;
    private readonly Task _accepting;

    /// <summary>Opens a port that leads to another on 127.0.0.1.</summary>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start(512);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = Accept();
    }

    /// <summary>The port to connect to.</summary>
    public int Port { get; }

    /// <summary>How long everything is kept on its way to the target.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Whether what the target answers is kept back, while what it is asked passes.</summary>
    public bool HoldsAnswers
    {
        get;
        set
        {
            field = value;
            foreach (var connection in _connections.Keys)
                connection.HoldAnswers(value);
        }
    }

    /// <summary>What is done for all.</summary>
    public ProxyMode Mode { get; private set; }

    /// <summary>Sets what is done for all.</summary>
    public void Set(ProxyMode mode)
    {
        Mode = mode;
        Apply();
    }

    /// <summary>Sets what is done for what comes from one process, by its id.</summary>
    public void Set(int pid, ProxyMode mode)
    {
        _modes[pid] = mode;
        Apply();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var connection in _connections.Keys)
            connection.Break();
        await Task.WhenAll(_connections.Values);
        _stopping.Dispose();
        _listener.Dispose();
    }

    private async Task Accept()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var client = await _listener.AcceptSocketAsync(_stopping.Token);
            var connection = new ProxiedConnection(client, _target, () => Delay);
            _connections[connection] = Run(connection);
        }
    }

    private async Task Run(ProxiedConnection connection)
    {
        // Who connects is asked off the accepting loop; until it is known nothing passes.
        await Task.Yield();
        connection.FindPeer();
        connection.Set(ModeOf(connection));
        connection.HoldAnswers(HoldsAnswers);
        await connection.Run();
        _connections.TryRemove(connection, out _);
    }

    private void Apply()
    {
        foreach (var connection in _connections.Keys)
            connection.Set(ModeOf(connection));
    }

    private ProxyMode ModeOf(ProxiedConnection connection) =>
        Mode != ProxyMode.Pass || connection.Peer is not { } pid ? Mode : _modes.GetValueOrDefault(pid);
}
