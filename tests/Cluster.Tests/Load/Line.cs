using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.Load;

/// <summary>A connection that comes back for ever, to any front-end, at the pace of the browser client.</summary>
public sealed class Line(Account account, Func<IReadOnlyList<Uri>> addresses) : IAsyncDisposable
{
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly HttpMessageInvoker Sockets = new(new SocketsHttpHandler());
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1.9);

    private readonly CancellationTokenSource _closing = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource<HubClient> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _staying = Task.CompletedTask;
    private long _awaySince;

    /// <summary>Told of every event: its name and the JSON of its payload, valid during the call.</summary>
    public event Action<string, ReadOnlyMemory<byte>>? Event;

    /// <summary>The open connection, or null.</summary>
    public HubClient? Hub => _connected.Task.IsCompletedSuccessfully ? _connected.Task.Result : null;

    /// <summary>Where it is connected, or was last.</summary>
    public Uri? Address { get; private set; }

    /// <summary>How long it was without a connection, the longest time.</summary>
    public TimeSpan LongestAway { get; private set; }

    /// <summary>How often it connected.</summary>
    public int Connections { get; private set; }

    /// <summary>Whether a failure is one of connections, which a client waits out.</summary>
    public static bool IsTrouble(Exception failure) => failure is WebSocketException or TimeoutException or OperationCanceledException
        or IOException or SocketException or ObjectDisposedException or InvalidOperationException or HttpRequestException
        or HubRefusedException { Code: "" or "unavailable" };

    public override string ToString() => Hub is null ? $"not connected, last with {Address}" : $"connected with {Address}";

    /// <summary>Begins.</summary>
    public void Open()
    {
        _awaySince = TimeProvider.System.GetTimestamp();
        _staying = StayOrFail();
    }

    /// <summary>Loses the connection, as when a network is gone for a moment.</summary>
    public void Break() => Hub?.Abort();

    /// <summary>Completes as soon as there is a connection.</summary>
    public Task<HubClient> WhenConnected()
    {
        lock (_gate)
            return _connected.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _staying.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Hub is { } hub)
            await hub.DisposeAsync();
    }

    /// <summary>A line that ends by a mistake in itself says so to whoever waits for it.</summary>
    private async Task StayOrFail()
    {
        try
        {
            await Stay();
        }
        catch (Exception mistake)
        {
            lock (_gate)
            {
                if (!_connected.TrySetException(mistake))
                    _connected = new();
                _connected.TrySetException(mistake);
            }
        }
    }

    private async Task Stay()
    {
        for (var pause = TimeSpan.Zero; !_closing.IsCancellationRequested;)
        {
            if (pause > TimeSpan.Zero)
                await Task.WhenAny(Eventually.After(pause * (0.5 + (Random.Shared.NextDouble() / 2))), _closing.Token.WhenCancelled());
            pause = pause == TimeSpan.Zero ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            if (await Attempt() is not { } hub)
                continue;
            Connect(hub);
            pause = await Leave(hub) ? TimeSpan.Zero : FirstPause;
        }
    }

    private async Task<HubClient?> Attempt()
    {
        var choices = addresses();
        if (choices.Count == 0)
            return null;
        Address = choices[Random.Shared.Next(choices.Count)];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        limit.CancelAfter(AttemptLimit);
        var greeted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HubClient? hub = null;
        try
        {
            hub = await HubClient.Connect(
                Address,
                new HubClientOptions
                {
                    AccessToken = account.Token,
                    DeviceId = account.DeviceId,
                    Invoker = Sockets,
                    OnEvent = (client, name, payload) => Take(client, name, payload, greeted),
                },
                limit.Token);
            await Task.WhenAny(greeted.Task, hub.Closed).WaitAsync(limit.Token);
            if (greeted.Task.IsCompleted)
                return hub;
        }
        catch (Exception failure) when (IsTrouble(failure))
        {
            // The next attempt may have more luck.
        }

        if (hub is not null)
            await hub.DisposeAsync();
        return null;
    }

    private void Take(HubClient hub, string name, ReadOnlyMemory<byte> payload, TaskCompletionSource greeted)
    {
        if (name == "Reconnect")
            _ = Move(hub, JsonElement.Parse(payload.Span).GetProperty("afterMs").GetInt32());
        else
            Event?.Invoke(name, payload);
        if (name == "Snapshot")
            greeted.TrySetResult();
    }

    /// <summary>The server is going to stop: goes elsewhere at a random moment within the time that it gives.</summary>
    private async Task Move(HubClient hub, int withinMs)
    {
        await Eventually.After(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * withinMs));
        _leaving = hub;
        hub.Abort();
    }

    private HubClient? _leaving;

    private void Connect(HubClient hub)
    {
        lock (_gate)
        {
            var away = TimeProvider.System.GetElapsedTime(_awaySince);
            if (Connections++ > 0 && away > LongestAway)
                LongestAway = away;
            _connected.SetResult(hub);
        }
    }

    /// <summary>Waits until the connection is gone; says whether that was our own doing.</summary>
    private async Task<bool> Leave(HubClient hub)
    {
        await Task.WhenAny(hub.Closed, _closing.Token.WhenCancelled());
        lock (_gate)
        {
            _awaySince = TimeProvider.System.GetTimestamp();
            if (!_closing.IsCancellationRequested)
                _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (!_closing.IsCancellationRequested)
            await hub.DisposeAsync();
        return _leaving == hub;
    }
}
