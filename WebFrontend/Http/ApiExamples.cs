using Microsoft.AspNetCore.Mvc;
using OrleansCalls.Administration;
using OrleansCalls.Calls;
using OrleansCalls.Ice;
using OrleansCalls.People;
using OrleansCalls.Presence;
using OrleansCalls.Sessions;

namespace OrleansCalls.Http;

/// <summary>Examples of the bodies: a call from Alice to Bob, and what surrounds it.</summary>
public static class ApiExamples
{
    private const string Call = "0199f3d2-7a41-7c0e-9b1f-3f6a2f0c8e11";

    private static readonly DateTimeOffset At = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);
    private static readonly UserBody Bob = new("u-bob", "bob", "Bob Example", AvatarUrl: null, UserRole.User, "acme");
    private static readonly PresenceView Away = new(Bob.Id, PresenceStatus.Away, At);

    private static readonly CallView Ringing = new()
    {
        CallId = Call,
        Version = 1,
        State = CallState.Ringing,
        Media = CallMedia.Video,
        Kind = CallKind.Direct,
        InitiatorId = "u-alice",
        CreatedAt = At,
        RingDeadline = At.AddSeconds(30),
        Participants =
        [
            new Participant { UserId = "u-alice", DisplayName = "Alice Example", Status = ParticipantStatus.Joined, DeviceId = "laptop" },
            new Participant { UserId = Bob.Id, DisplayName = Bob.DisplayName, Status = ParticipantStatus.Ringing },
        ],
    };

    private static ProblemDetails Wrong
    {
        get
        {
            var problem = Refused.Problem(Input.Invalid("media", "is required: audio or video."));
            problem.Title = "Bad Request";
            return problem;
        }
    }

    private static readonly Dictionary<Type, object> All = new object[]
    {
        new LoginRequest("alice", "correct horse battery staple"),
        new LoginAnswer("Zr0…", 86_400, Bob),
        new PasswordChange("correct horse battery staple", "a better one than that"),
        Bob,
        Away,
        new PeopleItems([new PersonBody(Bob, Away)], Next: null),
        new ChannelItems([new ChannelBody("ch-general", "general", "acme", [Bob])]),
        new HeartbeatRequest("laptop"),
        new StatusRequest(PresenceStatus.Dnd),
        new InitiateRequest(Bob.Id, ChannelId: null, CallMedia.Video, Call, "laptop"),
        new CallRequest(Call, "laptop"),
        Ringing,
        new CallItems([Ringing], Next: null),
        new MissedItems([Ringing], 1, [Call]),
        new SignalRequest(Call, Bob.Id, SignalType.Offer, "{\"type\":\"offer\",\"sdp\":\"v=0…\"}", 0, "laptop"),
        new SignalItems(
            [new SignalView(Call, 1, "u-alice", "laptop", Bob.Id, SignalType.Offer, "{\"type\":\"offer\",\"sdp\":\"v=0…\"}", 0)], 1),
        new IceServersBody([new IceServerBody(["turn:turn.example.org:3478"], "1768473000:u-alice", "c2VjcmV0")], At.AddHours(1)),
        new NewUser("bob", "correct horse battery staple", Bob.DisplayName, "bob@example.org", UserRole.User, "acme", AvatarUrl: null),
        new UserChange(null, null, null, null, null, null, null, Disabled: true),
        new NewChannel("general", "acme", [Bob.Id]),
        new ChannelChange("everybody", null, null),
        Wrong,
    }.ToDictionary(example => example.GetType());

    /// <summary>An example of a body of this type, or null.</summary>
    public static object? Of(Type type) => All.GetValueOrDefault(type);
}
