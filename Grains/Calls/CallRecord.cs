using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>The committed state of a call: what <see cref="CallMachine"/> decides over, and what the call's row keeps.</summary>
public sealed record CallRecord
{
    /// <summary>The call's id.</summary>
    public required string CallId { get; init; }

    /// <summary>Raised by every transition; 1 when the call is made.</summary>
    public required int Version { get; init; }

    /// <summary>Where the call is in its life.</summary>
    public required CallState State { get; init; }

    /// <summary>Set exactly when <see cref="State"/> is <see cref="CallState.Ended"/>.</summary>
    public EndReason? EndReason { get; init; }

    /// <summary>What it was started with.</summary>
    public required CallMedia Media { get; init; }

    /// <summary>Direct or group.</summary>
    public required CallKind Kind { get; init; }

    /// <summary>Who called; also the first participant.</summary>
    public required string InitiatorId { get; init; }

    /// <summary>The channel called, if one was.</summary>
    public string? ChannelId { get; init; }

    /// <summary>When it was made, by the database's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When ringing stops; kept after it has stopped; null if it never rang.</summary>
    public DateTimeOffset? RingDeadline { get; init; }

    /// <summary>When the first answer came.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When media flowed first.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The id of the crossing call that this call answered instead (glare).</summary>
    public string? AbsorbedCallId { get; init; }

    /// <summary>Everybody in the call, the initiator first.</summary>
    public required ImmutableArray<Participant> Participants { get; init; }

    /// <summary>Whether it has not ended.</summary>
    public bool IsLive => State != CallState.Ended;

    /// <summary>The participant with this id, or null.</summary>
    public Participant? Find(string userId) => Participants.FirstOrDefault(participant => participant.UserId == userId);
}
