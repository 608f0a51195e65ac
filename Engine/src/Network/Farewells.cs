using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime.Network;

/// <summary>
/// Who has said goodbye, and so sends nothing more. A silo that leaves says goodbye to everybody, and is done when all those that may
/// still send to it have said the same.
/// </summary>
internal sealed partial class Farewells(Links links, Clients clients, TimeProvider time, ILogger log)
{
    private readonly ConcurrentDictionary<SiloAddress, bool> _said = new();
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _leaving;

    /// <summary>Whether this silo is leaving.</summary>
    public bool Leaving => _leaving;

    private IEnumerable<SiloAddress> Missing => clients.Here.Concat(links.Connected).Where(peer => !Has(peer));

    public bool Has(SiloAddress peer) => _said.ContainsKey(peer);

    /// <summary>A peer says goodbye.</summary>
    public void Note(SiloAddress peer)
    {
        _said[peer] = true;
        Check();
    }

    /// <summary>A peer has come back, or is gone.</summary>
    /// <returns>Whether it had said goodbye.</returns>
    public bool Forget(SiloAddress peer) => _said.TryRemove(peer, out _);

    /// <summary>Says goodbye, waits for the replies, and closes the connections of clients.</summary>
    public async Task Exchange(TimeSpan patience)
    {
        _leaving = true;
        links.Tell(FrameKind.Goodbye);
        clients.Tell(FrameKind.Goodbye);
        try
        {
            Check();
            await _all.Task.WaitAsync(patience, time);
        }
        catch (TimeoutException)
        {
            LogHurried(string.Join(", ", Missing));
        }

        var connections = clients.Connections.ToArray();
        foreach (var connection in connections)
            connection.Finish();
        await Task.WhenAny(Task.WhenAll(connections.Select(connection => connection.Ended)), Task.Delay(patience, time));
    }

    private void Check()
    {
        if (_leaving && !Missing.Any())
            _all.TrySetResult();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo leaves although these may still send to it: {Peers}.")]
    private partial void LogHurried(string peers);
}
