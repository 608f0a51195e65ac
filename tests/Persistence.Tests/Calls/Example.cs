using OrleansCalls.Calls;

namespace OrleansCalls.Persistence.Tests.Calls;

/// <summary>Calls to store.</summary>
internal static class Example
{
    /// <summary>A time that the database keeps as it is.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A call that rings.</summary>
    public static CallView Ringing(string caller = "alice", string callee = "bob", DateTimeOffset? at = null, string? id = null) => new()
    {
        CallId = id ?? CallId.New(),
        Version = 1,
        State = CallState.Ringing,
        Media = CallMedia.Video,
        Kind = CallKind.Direct,
        InitiatorId = caller,
        CreatedAt = at ?? Start,
        RingDeadline = (at ?? Start).AddSeconds(30),
        Participants =
        [
            new Participant { UserId = caller, DisplayName = "Caller " + caller, Status = ParticipantStatus.Joined, DeviceId = "phone" },
            new Participant { UserId = callee, DisplayName = "Callee "
                + callee, AvatarUrl = "https://pictures.test/1", Status = ParticipantStatus.Ringing },
        ],
    };

    /// <summary>The same call a version later and over, with everybody who was not in it in this status.</summary>
    public static CallView Ended(
        this CallView call, ParticipantStatus callee = ParticipantStatus.Missed, EndReason reason = EndReason.Missed) => call with
        {
            Version = call.Version + 1,
            State = CallState.Ended,
            EndReason = reason,
            EndedAt = call.CreatedAt.AddSeconds(30),
            Participants =
        [
            .. call.Participants.Select(
                person => person with { Status = person.UserId == call.InitiatorId ? ParticipantStatus.Left : callee }),
        ],
        };

    /// <summary>The line of the command that made this version, some seconds after the call was made.</summary>
    public static LedgerEntry Line(CallView call, string command, int after = 0) => new()
    {
        Id = Guid.CreateVersion7(),
        CallId = call.CallId,
        At = call.CreatedAt.AddSeconds(after),
        Command = command,
        Outcome = CommandOutcome.Accepted,
        UserId = call.InitiatorId,
        DeviceId = "phone",
        Version = call.Version,
        State = call.State,
        Silo = "S127.0.0.1:11111:1",
    };

    /// <summary>The same call a version later, answered.</summary>
    public static CallView Answered(this CallView call) => call with
    {
        Version = call.Version + 1,
        State = CallState.Connecting,
        AnsweredAt = call.CreatedAt.AddSeconds(3),
        Participants =
            [call.Participants[0], .. call.Participants.Skip(1)
            .Select(person => person with { Status = ParticipantStatus.Joined, DeviceId = "laptop" })],
    };
}
