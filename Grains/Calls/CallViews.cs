using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>How a record becomes what others may see.</summary>
public static class CallViews
{
    /// <summary>The call as its participants see it.</summary>
    public static CallView ToView(this CallRecord call) => new()
    {
        CallId = call.CallId,
        Version = call.Version,
        State = call.State,
        EndReason = call.EndReason,
        Media = call.Media,
        Kind = call.Kind,
        InitiatorId = call.InitiatorId,
        ChannelId = call.ChannelId,
        CreatedAt = call.CreatedAt,
        RingDeadline = call.RingDeadline,
        AnsweredAt = call.AnsweredAt,
        ConnectedAt = call.ConnectedAt,
        EndedAt = call.EndedAt,
        AbsorbedCallId = call.AbsorbedCallId,
        Participants = ImmutableArray.CreateRange(call.Participants, ToView),
    };

    /// <summary>What a commit of these events is to those who are told.</summary>
    public static CallChange ToChange(this ImmutableArray<CallEvent> events)
    {
        if (events.Any(happened => happened is ParticipantMoved { Status: ParticipantStatus.Declined }))
            return CallChange.Rejected;
        if (events.Any(happened => happened is CallEnded))
            return CallChange.Ended;
        if (events.Any(happened => happened is ParticipantJoined))
            return CallChange.Answered;
        return events.Any(happened => happened is CallMade) ? CallChange.Initiated : CallChange.Updated;
    }

    private static ParticipantView ToView(Participant participant) => new()
    {
        UserId = participant.UserId,
        DisplayName = participant.DisplayName,
        AvatarUrl = participant.AvatarUrl,
        Status = participant.Status,
        DeviceId = participant.DeviceId,
        Muted = participant.Muted,
        CameraOff = participant.CameraOff,
        Away = participant.Away,
    };
}
