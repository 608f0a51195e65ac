using OrleansCalls.Calls;

namespace OrleansCalls.Start;

/// <summary>A call between two people who do not exist, as the rules make it.</summary>
public static class RehearsedCall
{
    private static readonly CallTimings Timings = CallTimings.From(new CallsOptions());

    /// <summary>The call, after it rang, was answered and ended.</summary>
    public static CallView Ended(Leg caller, Leg callee, DateTimeOffset now)
    {
        var initiate = new Initiate(
            CallId.New(), CallMedia.Audio, CallKind.Direct, ChannelId: null, Person(caller, ParticipantStatus.Joined),
            [Person(callee, ParticipantStatus.Ringing)]);
        CallView? call = null;
        foreach (var command in new CallCommand[] { initiate, new Answer(callee), new HangUp(caller) })
            call = CallEvolution.Apply(call, CallMachine.Decide(call, command, now, Timings).Events);
        return call!;
    }

    private static Participant Person(Leg leg, ParticipantStatus status) => new()
    {
        UserId = leg.UserId,
        DisplayName = "Rehearsal",
        Status = status,
        DeviceId = status == ParticipantStatus.Joined ? leg.DeviceId : null,
    };
}
