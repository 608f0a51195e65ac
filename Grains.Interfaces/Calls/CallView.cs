using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrleansCalls.Calls;

/// <summary>A whole call, as its row keeps it and everybody in it sees it. The one with the higher version is newer.</summary>
[GenerateSerializer, Immutable, Alias("calls.CallView")]
public sealed record CallView
{
    /// <summary>The call's id, made by the caller's client.</summary>
    [Id(0)] public required string CallId { get; init; }

    /// <summary>Raised by every transition; starts at 1.</summary>
    [Id(1)] public required int Version { get; init; }

    /// <summary>Where the call is in its life.</summary>
    [Id(2)] public required CallState State { get; init; }

    /// <summary>Why it ended; set exactly when it has.</summary>
    [Id(3)] public EndReason? EndReason { get; init; }

    /// <summary>What it was started with.</summary>
    [Id(4)] public required CallMedia Media { get; init; }

    /// <summary>Between two people, or among a channel's members.</summary>
    [Id(5)] public required CallKind Kind { get; init; }

    /// <summary>The user who called; also the first participant.</summary>
    [Id(6)] public required string InitiatorId { get; init; }

    /// <summary>The channel called, if one was.</summary>
    [Id(7)] public string? ChannelId { get; init; }

    /// <summary>When the call was made (UTC, by the database's clock, as all times here).</summary>
    [Id(8)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When ringing stops; kept after it has stopped; null if it never rang.</summary>
    [Id(9)] public DateTimeOffset? RingDeadline { get; init; }

    /// <summary>When it was answered.</summary>
    [Id(10)] public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When media first flowed.</summary>
    [Id(11)] public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Id(12)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Everybody in the call, the initiator first.</summary>
    [Id(13)] public required ImmutableArray<Participant> Participants { get; init; }

    /// <summary>The id of the crossing call that became this one, if there was one.</summary>
    [Id(14)] public string? AbsorbedCallId { get; init; }

    /// <summary>
    /// Whole seconds from <see cref="ConnectedAt"/> to <see cref="EndedAt"/>; null until it ended, or if it never connected.
    /// </summary>
    public int? DurationSeconds => ConnectedAt is { } from && EndedAt is { } to ? (int)(to - from).TotalSeconds : null;

    /// <summary>Whether it has not ended.</summary>
    [JsonIgnore] public bool IsLive => State != CallState.Ended;

    /// <summary>The call has not ended, and this person is ringing or joined: it claims them.</summary>
    public bool IsLiveFor(Participant person) => IsLive && person.Status is ParticipantStatus.Ringing or ParticipantStatus.Joined;

    /// <summary>The call ended without this person, who was called and did not decline.</summary>
    public bool IsMissedBy(Participant person) =>
        !IsLive && person.UserId != InitiatorId
        && person.Status is ParticipantStatus.Missed or ParticipantStatus.Busy or ParticipantStatus.Offline or ParticipantStatus.Dnd;

    /// <summary>The participant with this id, or null.</summary>
    public Participant? Find(string userId) => Participants.FirstOrDefault(participant => participant.UserId == userId);
}
