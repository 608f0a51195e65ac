using System.Text.Json;
using OrleansCalls.Calls;

namespace OrleansCalls.Http;

/// <summary>A call as clients see it, to the letter: what it keeps for itself stays inside.</summary>
public sealed class CallJsonTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 15, 9, 30, 0, TimeSpan.Zero);

    private static readonly CallView Least = new()
    {
        CallId = "c",
        Version = 1,
        State = CallState.Ringing,
        Media = CallMedia.Audio,
        Kind = CallKind.Direct,
        InitiatorId = "alice",
        CreatedAt = Start,
        Participants = [new Participant { UserId = "alice", DisplayName = "Alice", Status = ParticipantStatus.Joined }],
    };

    [Fact]
    public void WhatIsNotSet_IsLeftOut() => Assert.Equal(
        """
        {"callId":"c","version":1,"state":"ringing","media":"audio","kind":"direct","initiatorId":"alice","createdAt":"2026-01-15T09:30:00Z",
        "participants":[{"userId":"alice","displayName":"Alice","status":"joined","muted":false,"cameraOff":false,"away":false}]}
        """.ReplaceLineEndings(""),
        Written(Least));

    [Fact]
    public void WhatIsSet_IsAllThere() => Assert.Equal(
        """
        {"callId":"c","version":1,"state":"ended","endReason":"completed","media":"audio","kind":"direct","initiatorId":"alice","channelId":"general",
        "createdAt":"2026-01-15T09:30:00Z","ringDeadline":"2026-01-15T09:30:30Z","answeredAt":"2026-01-15T09:30:05Z",
        "connectedAt":"2026-01-15T09:30:06Z","endedAt":"2026-01-15T09:31:06.5Z",
        "participants":[{"userId":"alice","displayName":"Alice","avatarUrl":"https://pictures.test/1","status":"left","deviceId":"d1","muted":true,"cameraOff":true,"away":true,"handRaisedAt":"2026-01-15T09:30:20Z"}],
        "absorbedCallId":"x","durationSeconds":60}
        """.ReplaceLineEndings(""),
        Written(Least with
        {
            State = CallState.Ended,
            EndReason = EndReason.Completed,
            ChannelId = "general",
            RingDeadline = Start.AddSeconds(30),
            AnsweredAt = Start.AddSeconds(5),
            ConnectedAt = Start.AddSeconds(6),
            EndedAt = Start.AddSeconds(66.5),
            AbsorbedCallId = "x",
            Participants =
            [
                new Participant
                {
                    UserId = "alice",
                    DisplayName = "Alice",
                    AvatarUrl = "https://pictures.test/1",
                    Status = ParticipantStatus.Left,
                    DeviceId = "d1",
                    Muted = true,
                    CameraOff = true,
                    Away = true,
                    RingDeadline = Start.AddSeconds(30),
                    Held = true,
                    HandRaisedAt = Start.AddSeconds(20),
                },
            ],
        }));

    private static string Written(CallView call)
    {
        var options = new JsonSerializerOptions();
        WireJson.Configure(options);
        return JsonSerializer.Serialize(call, options);
    }
}
