using Microsoft.Extensions.Options;

namespace OrleansCalls.Realtime;

/// <summary>Leaves without ending anybody's call: says not ready, tells every client to go elsewhere, and gives them a moment.</summary>
public sealed partial class Drain(ConnectionRegistry connections, IOptions<DrainOptions> options, TimeProvider time, ILogger<Drain> logger)
{
    private const int SpareThreads = 16;

    private readonly CancellationTokenSource _begun = new();

    /// <summary>What a client that comes now is told. Another front-end takes it at once.</summary>
    public static Refusal Leaving { get; } =
        new(RefusalCodes.Unavailable, "This server is about to stop; connect again.", TimeSpan.FromSeconds(1));

    /// <summary>Whether this process is about to stop.</summary>
    public bool IsDraining => _begun.IsCancellationRequested;

    /// <summary>Cancelled when this process is about to stop.</summary>
    public CancellationToken Begun => _begun.Token;

    private ReconnectNotice Notice => new((int)options.Value.ReconnectWithin.TotalMilliseconds);

    /// <summary>Tells a connection that opened too late.</summary>
    public void Greet(ClientConnection connection)
    {
        if (IsDraining)
            connection.Add(OutgoingEvent.Of(Notice));
    }

    /// <summary>
    /// Runs when the process is told to stop, before anything else hears of it. It blocks, because what is registered after it closes
    /// the sockets.
    /// </summary>
    public void Begin()
    {
        _begun.Cancel();

        // This thread waits below, and so does every other that asks to stop meanwhile: the host holds a lock until then.
        // On a machine with few processors those can be all the pool's threads, and none would be left to tell the clients.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(workers + SpareThreads, completions);
        var open = connections.All.ToList();
        LogDraining(open.Count);
        if (open.Count == 0)
            return;
        foreach (var connection in open)
            connection.Add(OutgoingEvent.Of(Notice));
        Finish(open).GetAwaiter().GetResult();
    }

    private async Task Finish(List<ClientConnection> open)
    {
        var since = time.GetTimestamp();
        var told = Task.WhenAll(open.Select(connection => connection.Outbox.WhenEmpty()));
        await Task.WhenAny(told, Task.Delay(options.Value.Grace, time));

        // Commands under way get the rest of the grace; clients that left need none.
        while (connections.Count > 0 && time.GetElapsedTime(since) < options.Value.Grace)
            await Task.Delay(TimeSpan.FromMilliseconds(50), time);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Draining: telling {Connections} connections to go elsewhere")]
    private partial void LogDraining(int connections);
}
