using System.Net.WebSockets;

namespace OrleansCalls.Testing;

/// <summary>How a <see cref="HubClient"/> connects.</summary>
public sealed class HubClientOptions
{
    /// <summary>Where the hub is.</summary>
    public string Path { get; init; } = "/hubs/calls";

    /// <summary>The session's token, for the query; null to send none.</summary>
    public string? AccessToken { get; init; }

    /// <summary>The device, for the query; null to name none.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Sets headers and the like.</summary>
    public Action<ClientWebSocketOptions>? Configure { get; init; }

    /// <summary>Connects through this, so that thousands of clients share one handler.</summary>
    public HttpMessageInvoker? Invoker { get; init; }

    /// <summary>
    /// Takes every event as it comes, on the receiving loop: client, name, and the first argument's JSON, which is valid only during the
    /// call. Without it events are kept in <see cref="HubClient.Events"/>.
    /// </summary>
    public Action<HubClient, string, ReadOnlyMemory<byte>>? OnEvent { get; init; }
}
