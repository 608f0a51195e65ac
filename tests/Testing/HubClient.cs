using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace OrleansCalls.Testing;

/// <summary>
/// A client of a SignalR hub over a WebSocket without negotiation, in the JSON protocol: just enough for tests and load, and cheap enough
/// for thousands.
/// </summary>
public sealed class HubClient : IAsyncDisposable
{
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InvocationPatience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();
    private readonly HubClientOptions _options;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ArrayBufferWriter<byte> _outgoing = new(512);
    private readonly Utf8JsonWriter _writer;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _pending = new();
    private readonly List<HubEvent> _events = [];
    private readonly TaskCompletionSource<string?> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly PeriodicTimer _pings = new(PingInterval);
    private long _lastInvocation;
    private string? _closeReason;

    private HubClient(HubClientOptions options)
    {
        _options = options;
        _writer = new Utf8JsonWriter(_outgoing, new JsonWriterOptions { SkipValidation = true });
    }

    /// <summary>Completes when the connection is gone, with the server's reason if it gave one.</summary>
    public Task<string?> Closed => _closed.Task;

    /// <summary>What came, in order; empty when <see cref="HubClientOptions.OnEvent"/> takes it.</summary>
    public IReadOnlyList<HubEvent> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    /// <summary>Opens a connection and shakes hands.</summary>
    /// <exception cref="WebSocketException">The server did not accept it.</exception>
    public static async Task<HubClient> Connect(Uri server, HubClientOptions options, CancellationToken cancellation = default)
    {
        var client = new HubClient(options);
        try
        {
            await client.Open(server, cancellation);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Calls a method of the hub and waits for what it returns.</summary>
    /// <exception cref="HubRefusedException">The server refused.</exception>
    /// <exception cref="WebSocketException">The connection closed before the answer.</exception>
    public async Task<JsonElement> Invoke(string method, params object?[] arguments)
    {
        var id = Interlocked.Increment(ref _lastInvocation);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        if (_closed.Task.IsCompleted)
            Abandon();
        await Write(id, method, arguments);
        return await answer.Task.WaitAsync(InvocationPatience);
    }

    /// <summary>Calls a method of the hub without asking for an answer.</summary>
    public Task Send(string method, params object?[] arguments) => Write(id: null, method, arguments);

    /// <summary>Sends one frame as it is; the record separator is not added.</summary>
    public Task SendRaw(ReadOnlyMemory<byte> frame) =>
        _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, default).AsTask();

    /// <summary>Waits for an event.</summary>
    public async Task<JsonElement> Next(string name, Func<JsonElement, bool>? matches = null)
    {
        var found = await Eventually.Holds(
            () => Task.FromResult(Events.FirstOrDefault(e => e.Name == name && (matches is null || matches(e.Payload)))), e =>
                e is not null);
        return found!.Payload;
    }

    /// <summary>Tears the connection without a word, as a killed browser does.</summary>
    public void Abort() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        _pings.Dispose();
        try
        {
            if (_socket.State is WebSocketState.Open)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, default);
        }
        catch (Exception exception)
            when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Gone already, or torn meanwhile.
        }

        if (_socket.State is not WebSocketState.None and not WebSocketState.Closed)
            await Task.WhenAny(_closed.Task, Task.Delay(TimeSpan.FromSeconds(2)));
        _socket.Dispose();
        await _writer.DisposeAsync();
        _sending.Dispose();
    }

    private async Task Open(Uri server, CancellationToken cancellation)
    {
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        _options.Configure?.Invoke(_socket.Options);
        var scheme = server.Scheme == Uri.UriSchemeHttps ? "wss" : "ws";
        var query = new List<string>();
        if (_options.DeviceId is { } device)
            query.Add("deviceId=" + Uri.EscapeDataString(device));
        if (_options.AccessToken is { } token)
            query.Add("access_token=" + Uri.EscapeDataString(token));
        var address = new UriBuilder(server) { Scheme = scheme, Path = _options.Path, Query = string.Join('&', query) };
        await _socket.ConnectAsync(address.Uri, _options.Invoker, cancellation);
        await _socket.SendAsync(
            "{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        var shaken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Receive(shaken);
        _ = Ping();
        await shaken.Task.WaitAsync(cancellation);
    }

    private async Task Ping()
    {
        try
        {
            while (await _pings.WaitForNextTickAsync())
                await SendRaw("{\"type\":6}\u001e"u8.ToArray());
        }
        catch (Exception exception)
            when (exception is WebSocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // Closed meanwhile.
        }
    }

    private async Task Write(long? id, string method, object?[] arguments)
    {
        await _sending.WaitAsync();
        try
        {
            _outgoing.ResetWrittenCount();
            _writer.Reset();
            _writer.WriteStartObject();
            _writer.WriteNumber("type", 1);
            if (id is { } number)
                _writer.WriteString("invocationId", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            _writer.WriteString("target", method);
            _writer.WriteStartArray("arguments");
            foreach (var argument in arguments)
                JsonSerializer.Serialize(_writer, argument, JsonSerializerOptions.Web);
            _writer.WriteEndArray();
            _writer.WriteEndObject();
            _writer.Flush();
            _outgoing.Write([HubFrame.Separator]);
            await _socket.SendAsync(_outgoing.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, default);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task Receive(TaskCompletionSource shaken)
    {
        var buffer = new byte[4096];
        var filled = 0;
        try
        {
            while (true)
            {
                if (filled == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var received = await _socket.ReceiveAsync(buffer.AsMemory(filled), default);
                if (received.MessageType == WebSocketMessageType.Close)
                    break;
                filled += received.Count;
                filled = TakeFrames(buffer, filled, shaken);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            _closeReason ??= exception.Message;
        }
        finally
        {
            shaken.TrySetException(new WebSocketException(_closeReason ?? "The server closed the connection in the handshake."));
            _ = shaken.Task.Exception;
            _closed.TrySetResult(_closeReason);
            Abandon();
        }
    }

    private int TakeFrames(byte[] buffer, int filled, TaskCompletionSource shaken)
    {
        var start = 0;
        while (buffer.AsSpan(start, filled - start).IndexOf(HubFrame.Separator) is var length and >= 0)
        {
            if (shaken.Task.IsCompleted)
                Take(buffer.AsMemory(start, length));
            else if (HubFrame.HandshakeError(buffer.AsSpan(start, length)) is { } error)
                _closeReason = error;
            else
                shaken.TrySetResult();
            start += length + 1;
        }

        buffer.AsSpan(start, filled - start).CopyTo(buffer);
        return filled - start;
    }

    private void Take(ReadOnlyMemory<byte> record)
    {
        var frame = HubFrame.Read(record.Span, _names);
        switch (frame.Type)
        {
            case HubFrame.Invocation when _options.OnEvent is { } handler:
                handler(this, frame.Target!, record[frame.Payload]);
                break;
            case HubFrame.Invocation:
                var received = new HubEvent(frame.Target!, HubFrame.Parse(record, frame.Payload));
                lock (_events)
                    _events.Add(received);
                break;
            case HubFrame.Completion when _pending.TryRemove(frame.InvocationId, out var answer):
                if (frame.Error is { } error)
                    answer.TrySetException(HubRefusedException.From(error));
                else
                    answer.TrySetResult(HubFrame.Parse(record, frame.Payload));
                break;
            case HubFrame.Close:
                _closeReason = frame.Error;
                break;
        }
    }

    private void Abandon()
    {
        foreach (var id in _pending.Keys)
        {
            if (_pending.TryRemove(id, out var answer))
                answer.TrySetException(new WebSocketException("The connection closed before the answer: " + _closeReason));
        }
    }
}
