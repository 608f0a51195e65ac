using System.Text.Json;

namespace OrleansCalls.Testing;

/// <summary>What the hub told a client.</summary>
public sealed record HubEvent(string Name, JsonElement Payload);
