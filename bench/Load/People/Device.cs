using System.Collections.Concurrent;
using System.Text.Json;
using OrleansCalls.Load.Servers;
using OrleansCalls.Testing;

namespace OrleansCalls.Load.People;

/// <summary>One device of a person: a socket to the hub, with the arrival time of each awaited event.</summary>
internal sealed class Device : IAsyncDisposable
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(60);
    private static readonly HttpMessageInvoker Sockets = new(new SocketsHttpHandler());

    private readonly ConcurrentDictionary<(string Name, string About), TaskCompletionSource<long>> _expected = new();
    private readonly PeriodicTimer _heartbeats = new(HeartbeatInterval);
    private HubClient? _hub;
    private Task _beating = Task.CompletedTask;

    private Device(string userId) => UserId = userId;

    /// <summary>Whose device it is.</summary>
    public string UserId { get; }

    /// <summary>How often it was told of somebody's presence.</summary>
    public int PresenceChanges { get; private set; }

    /// <summary>Connects; the device is online when this completes.</summary>
    public static async Task<Device> Open(Account account)
    {
        var device = new Device(account.UserId);
        var snapshot = device.Expect("Snapshot", "");
        device._hub = await HubClient.Connect(account.Address, new HubClientOptions
        {
            AccessToken = account.Token,
            DeviceId = $"{Guid.NewGuid():N}",
            Invoker = Sockets,
            OnEvent = (_, name, payload) => device.Take(name, payload),
        });
        await snapshot.WaitAsync(ConnectLimit);
        device._beating = device.Beat();
        return device;
    }

    /// <summary>The first word of a signal's payload, which <see cref="Expect"/> knows the signal by.</summary>
    public static string Token(string payload) => payload.AsSpan().IndexOf(' ') is var end and >= 0 ? payload[..end] : payload;

    /// <summary>Completes with the timestamp at which the event arrives: of this call, or with this token for signals.</summary>
    public Task<long> Expect(string name, string about) =>
        _expected.GetOrAdd((name, about), _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Sends a command and waits for its result.</summary>
    /// <exception cref="HubRefusedException">It was refused.</exception>
    public Task Invoke(string method, params object[] arguments) => _hub!.Invoke(method, arguments);

    /// <summary>Sends a command and does not ask for its result.</summary>
    public Task Send(string method, params object[] arguments) => _hub!.Send(method, arguments);

    public async ValueTask DisposeAsync()
    {
        _heartbeats.Dispose();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_hub is not null)
            await _hub.DisposeAsync();
    }

    private async Task Beat()
    {
        while (await _heartbeats.WaitForNextTickAsync())
            await Send("Heartbeat");
    }

    private void Take(string name, ReadOnlyMemory<byte> payload)
    {
        var now = TimeProvider.System.GetTimestamp();
        if (name == "PresenceChanged")
            PresenceChanges++;
        var about = name switch
        {
            "SignalReceived" => Token(Read(payload.Span, "payload"u8)),
            "CallInitiated" or "CallAnswered" or "CallEnded" => Read(payload.Span, "callId"u8),
            "Snapshot" => "",
            _ => null,
        };
        if (about is not null && _expected.TryRemove((name, about), out var expected))
            expected.SetResult(now);
    }

    private static string Read(ReadOnlySpan<byte> json, ReadOnlySpan<byte> property)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(property);
            reader.Read();
            if (found)
                return reader.GetString()!;
            reader.Skip();
        }

        throw new JsonException("An event lacks what it is about.");
    }
}
