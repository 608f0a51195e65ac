using System.Text.Json;

namespace OrleansCalls.Cluster.Tests.History;

/// <summary>A call as the product showed it to somebody.</summary>
public sealed record SeenCall
{
    /// <summary>Its id.</summary>
    public required string CallId { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>Its state, as on the wire.</summary>
    public required string State { get; init; }

    /// <summary>Why it ended.</summary>
    public string? EndReason { get; init; }

    /// <summary>When ringing was to stop.</summary>
    public DateTimeOffset? RingDeadline { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When media flowed first.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long it was connected, in whole seconds.</summary>
    public int? DurationSeconds { get; init; }

    /// <summary>Whether it is over.</summary>
    public bool IsOver => State == CallStates.Ended;

    /// <summary>Reads one from the wire.</summary>
    public static SeenCall Read(JsonElement json) => json.Deserialize<SeenCall>(JsonSerializerOptions.Web)!;
}
