namespace OrleansCalls.Calls;

/// <summary>alice calls bob: the call in each state, and the commands by their short names.</summary>
internal static class DirectCall
{
    public const string Id = "11111111-1111-1111-1111-111111111111";
    public const string CrossingId = "22222222-2222-2222-2222-222222222222";

    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    public static readonly CallTimings Timings = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(20), TimeSpan.FromHours(12));

    public static CallView Ringing { get; } = After(null, Make("alice"));

    public static CallView Connecting { get; } = After(Ringing, Command("answer b1"));

    public static CallView Connected { get; } = After(Connecting, Command("media a1"));

    public static CallView Ended { get; } = After(Connected, Command("hangup b1"));

    public static CallView? In(string state) => state switch
    {
        "none" => null,
        "ringing" => Ringing,
        "connecting" => Connecting,
        "connected" => Connected,
        "ended" => Ended,
        _ => throw new ArgumentException($"No such state: {state}", nameof(state)),
    };

    public static CallCommand Command(string words)
    {
        var (verb, who) = words.Split(' ') is [var first, var second] ? (first, second) : (words, "");
        return verb switch
        {
            "make" => Make(who),
            "answer" => new Answer(Leg(who)),
            "crossed" => new Answer(Leg(who), CrossingId),
            "join" => new Join(Leg(who)),
            "reject" => new Reject(Leg(who)),
            "hangup" => new HangUp(Leg(who)),
            "supersede" => new Supersede(Leg(who)),
            "media" => new Connected(Leg(who)),
            "mute" => new Mute(Leg(who), Muted: true, CameraOff: false),
            "raise" => new RaiseHand(Leg(who), Raised: true),
            "lower" => new RaiseHand(Leg(who), Raised: false),
            "lost" => new MediaLost(Leg(who)),
            "beat" => new Heartbeat(Leg(who)),
            "part" => new Part(Leg(who), Start, SignedOut: false),
            "return" => new Return(Leg(who)),
            "force" => new ForceEnd(new Leg(who, DeviceId: null)),
            "expire" => new Expire(),
            "drop" => new Drop([who]),
            _ => throw new ArgumentException($"No such command: {words}", nameof(words)),
        };
    }

    public static DateTimeOffset Now(string words, CallView? call) =>
        words == "expire late" ? (call is null ? null : Timings.DeadlineOf(call)) ?? Start.AddDays(1) : Start.AddSeconds(1);

    public static Leg Leg(string who) => who switch
    {
        "eve" => new Leg("eve", "e1"),
        _ => new Leg(who[0] == 'a' ? "alice" : "bob", who.EndsWith("http", StringComparison.Ordinal) ? null : who),
    };

    public static Initiate Make(string initiator, ParticipantStatus callee = ParticipantStatus.Ringing) => new(
        Id, CallMedia.Video, CallKind.Direct, ChannelId: null, Person(initiator, ParticipantStatus.Joined, "a1"),
            [Person("bob", callee, null)]);

    public static Participant Person(string userId, ParticipantStatus status, string? deviceId) =>
        new() { UserId = userId, DisplayName = userId, Status = status, DeviceId = deviceId };

    public static CallView After(CallView? call, CallCommand command, DateTimeOffset? now = null)
    {
        var decision = CallMachine.Decide(call, command, now ?? Start, Timings);
        Assert.Null(decision.Refusal);
        return decision.Events.IsEmpty ? call! : CallEvolution.Apply(call, decision.Events);
    }

    /// <summary>The cell of the table that a decision is.</summary>
    public static string Describe(CallView? call, CallDecision decision)
    {
        if (decision.Refusal is { } refusal)
            return refusal == Refusal.CallNotFound ? "404" : refusal.Code;
        if (decision.Events.IsEmpty)
            return "-";
        var next = CallEvolution.Apply(call, decision.Events);
        Assert.Equal((call?.Version ?? 0) + 1, next.Version);
        return string.Join(' ', new[] { next.State.ToString(), next.EndReason?.ToString() }.OfType<string>()).ToLowerInvariant();
    }
}
