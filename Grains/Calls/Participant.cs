namespace OrleansCalls.Calls;

/// <summary>One person in a call.</summary>
public sealed record Participant
{
    /// <summary>Who.</summary>
    public required string UserId { get; init; }

    /// <summary>Their name when the call was made, so that the history stays readable.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Their picture when the call was made.</summary>
    public string? AvatarUrl { get; init; }

    /// <summary>Where they stand.</summary>
    public required ParticipantStatus Status { get; init; }

    /// <summary>The bound device, once there is one. Null and <see cref="ParticipantStatus.Joined"/>: a client without a device.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Microphone off.</summary>
    public bool Muted { get; init; }

    /// <summary>Camera off.</summary>
    public bool CameraOff { get; init; }

    /// <summary>The bound device said goodbye and has not been heard since.</summary>
    public bool Away { get; init; }

    /// <summary>Whether this leg speaks for this participant: the bound device, or anything of the user's where no device is named.</summary>
    public bool IsBoundTo(Leg leg) =>
        Status == ParticipantStatus.Joined && (leg.DeviceId is null || DeviceId is null || leg.DeviceId == DeviceId);
}
