using System.Collections.Concurrent;
using System.Text.Json;
using OrleansCalls.Testing;

namespace OrleansCalls.Load.FirstCall;

/// <summary>One device of a person: a socket to the hub, with the arrival time of each awaited event.</summary>
internal sealed class Device : IAsyncDisposable
{
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _expected = new(StringComparer.Ordinal);
    private readonly PeriodicTimer _heartbeats = new(HeartbeatInterval);
    private HubClient? _hub;
    private Task _beating = Task.CompletedTask;

    private Device(string userId) => UserId = userId;

    /// <summary>Whose device it is.</summary>
    public string UserId { get; }

    /// <summary>Connects; the device is online when this completes.</summary>
    public static async Task<Device> Open(Uri address, string userId, string accessToken)
    {
        var device = new Device(userId);
        var snapshot = device.Expect("Snapshot", "");
        device._hub = await HubClient.Connect(address, new HubClientOptions
        {
            AccessToken = accessToken,
            DeviceId = $"{Guid.NewGuid():N}",
            OnEvent = (_, name, payload) => device.Take(name, payload),
        });
        await snapshot.WaitAsync(TimeSpan.FromSeconds(30));
        device._beating = device.Beat();
        return device;
    }

    /// <summary>Completes with the timestamp at which the event arrives: of this call, or with this payload for signals.</summary>
    public Task<long> Expect(string name, string about) =>
        _expected.GetOrAdd(name + about, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Sends a command and waits for its result.</summary>
    /// <exception cref="HubRefusedException">It was refused.</exception>
    public Task Invoke(string method, params object[] arguments) => _hub!.Invoke(method, arguments);

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
            await _hub!.Invoke("Heartbeat");
    }

    private void Take(string name, ReadOnlyMemory<byte> payload)
    {
        var now = TimeProvider.System.GetTimestamp();
        var about = name switch
        {
            "SignalReceived" => Read(payload, "payload"),
            "CallInitiated" or "CallAnswered" or "CallEnded" => Read(payload, "callId"),
            "Snapshot" => "",
            _ => null,
        };
        if (about is not null && _expected.TryRemove(name + about, out var expected))
            expected.SetResult(now);
    }

    private static string? Read(ReadOnlyMemory<byte> payload, string property)
    {
        using var document = JsonDocument.Parse(payload);
        return document.RootElement.GetProperty(property).GetString();
    }
}
