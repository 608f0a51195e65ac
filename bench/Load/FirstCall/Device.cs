using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace OrleansCalls.Load.FirstCall;

/// <summary>One device of a person: a socket to the hub, with the time at which each awaited event arrived.</summary>
internal sealed class Device : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1e;
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _invocations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _expected = new(StringComparer.Ordinal);
    private int _lastInvocation;
    private Task _work = Task.CompletedTask;

    private Device(string userId) => UserId = userId;

    /// <summary>Whose device it is.</summary>
    public string UserId { get; }

    /// <summary>Connects; the device is there when this completes.</summary>
    public static async Task<Device> Open(Uri address, string userId, string accessToken)
    {
        var device = new Device(userId);
        var hub = new UriBuilder(address)
        {
            Scheme = "ws",
            Path = "/hubs/calls",
            Query = $"access_token={Uri.EscapeDataString(accessToken)}&deviceId={Guid.NewGuid():N}",
        };
        device._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await device._socket.ConnectAsync(hub.Uri, CancellationToken.None);
        await device.Send("""{"protocol":"json","version":1}"""u8.ToArray());
        var snapshot = device.Expect("Snapshot", "");
        device._work = Task.WhenAll(device.Receive(), device.Beat());
        await snapshot.WaitAsync(TimeSpan.FromSeconds(30));
        return device;
    }

    /// <summary>Completes with the timestamp at which the event arrives: of this call, or with this payload for signals.</summary>
    public Task<long> Expect(string target, string about) =>
        _expected.GetOrAdd(target + about, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Sends a command and waits for its result.</summary>
    /// <exception cref="InvalidOperationException">It was refused; the message begins with the code.</exception>
    public async Task Invoke(string target, params object[] arguments)
    {
        var id = Interlocked.Increment(ref _lastInvocation).ToString(CultureInfo.InvariantCulture);
        var completion = _invocations.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        await Send(JsonSerializer.SerializeToUtf8Bytes(new { type = 1, invocationId = id, target, arguments }, Json));
        await completion.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _sending.Dispose();
        _closing.Dispose();
    }

    private async Task Send(byte[] message)
    {
        Array.Resize(ref message, message.Length + 1);
        message[^1] = RecordSeparator;
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Beat()
    {
        using var timer = new PeriodicTimer(HeartbeatInterval);
        while (await timer.WaitForNextTickAsync(_closing.Token))
            await Invoke("Heartbeat");
    }

    private async Task Receive()
    {
        var buffer = new byte[64 * 1024];
        var filled = 0;
        while (true)
        {
            if (filled == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var received = await _socket.ReceiveAsync(buffer.AsMemory(filled), _closing.Token);
            if (received.MessageType == WebSocketMessageType.Close)
                return;
            var now = TimeProvider.System.GetTimestamp();
            filled += received.Count;

            var start = 0;
            while (Array.IndexOf(buffer, RecordSeparator, start, filled - start) is var end and >= 0)
            {
                Handle(buffer.AsMemory(start, end - start), now);
                start = end + 1;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
        }
    }

    private void Handle(ReadOnlyMemory<byte> record, long now)
    {
        using var message = JsonDocument.Parse(record);
        var root = message.RootElement;
        if (!root.TryGetProperty("type", out var type))
            return;
        if (type.GetInt32() == 1)
            Arrived(root.GetProperty("target").GetString()!, root.GetProperty("arguments"), now);
        else if (type.GetInt32() == 3 && _invocations.TryRemove(root.GetProperty("invocationId").GetString()!, out var invocation))
        {
            if (root.TryGetProperty("error", out var error))
                invocation.SetException(new InvalidOperationException(error.GetString()));
            else
                invocation.SetResult();
        }
    }

    private void Arrived(string target, JsonElement arguments, long now)
    {
        var about = target switch
        {
            "SignalReceived" => arguments[0].GetProperty("payload").GetString(),
            "CallInitiated" or "CallAnswered" or "CallEnded" => arguments[0].GetProperty("callId").GetString(),
            "Snapshot" => "",
            _ => null,
        };
        if (about is not null && _expected.TryRemove(target + about, out var expected))
            expected.SetResult(now);
    }
}
