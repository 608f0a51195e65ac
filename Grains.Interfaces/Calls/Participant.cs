namespace OrleansCalls.Calls;

/// <summary>One person in a call.</summary>
[GenerateSerializer, Immutable, Alias("calls.Participant")]
public sealed record Participant
{
    /// <summary>The user's id.</summary>
    [Id(0)] public required string UserId { get; init; }

    /// <summary>Their name when the call was made, so that the history stays readable.</summary>
    [Id(1)] public required string DisplayName { get; init; }

    /// <summary>Their picture when the call was made, if they had one.</summary>
    [Id(2)] public string? AvatarUrl { get; init; }

    /// <summary>Where they stand.</summary>
    [Id(3)] public required ParticipantStatus Status { get; init; }

    /// <summary>
    /// The device bound to the call: the initiator's that dialled, a callee's that answered. Null and
    /// <see cref="ParticipantStatus.Joined"/>: a client without a device.
    /// </summary>
    [Id(4)] public string? DeviceId { get; init; }

    /// <summary>Their microphone is off.</summary>
    [Id(5)] public bool Muted { get; init; }

    /// <summary>Their camera is off.</summary>
    [Id(6)] public bool CameraOff { get; init; }

    /// <summary>Their page was closed, or is being loaded again: they have a moment to come back.</summary>
    [Id(7)] public bool Away { get; init; }

    /// <summary>Until when their devices ring, or rang; null if they never did.</summary>
    [Id(8)] public DateTimeOffset? RingDeadline { get; init; }

    /// <summary>They hold this call, and may be in another one meanwhile.</summary>
    [Id(9)] public bool Held { get; init; }

    /// <summary>Since when their hand is up; null when it is down.</summary>
    [Id(10)] public DateTimeOffset? HandRaisedAt { get; init; }

    /// <summary>
    /// Whether this leg speaks for this participant: the bound device, or anything of the user's where no device is named.
    /// </summary>
    public bool IsBoundTo(Leg leg) =>
        Status == ParticipantStatus.Joined && (leg.DeviceId is null || DeviceId is null || leg.DeviceId == DeviceId);

    /// <summary>Whether the call is on this very device.</summary>
    public bool IsOn(Leg leg) => Status == ParticipantStatus.Joined && DeviceId is not null && leg.DeviceId == DeviceId;
}
