using FsCheck;
using FsCheck.Fluent;

namespace OrleansCalls.Calls;

/// <summary>What holds of every history of commands, in whatever order, doubled or late.</summary>
public sealed class CallMachinePropertyTests
{
    private static readonly string[] Words =
    [
        "make alice", "make eve", "answer b1", "answer b2", "answer b-http", "answer a1", "answer eve", "crossed b2", "join a2", "join b1",
            "join b2", "join eve", "reject b1", "reject b2",
        "hangup a1", "hangup a2", "hangup b1", "hangup b2", "hangup eve", "supersede a1", "supersede b2", "media a1", "media b1",
            "media b2",
        "mute a1", "mute b1", "raise a1", "lower a1", "part a1", "part b1", "part b2", "return a1", "return b1", "expire x", "drop alice",
            "drop bob", "drop eve",
    ];

    /// <summary>A command and how many seconds after the one before it comes.</summary>
    private static Arbitrary<(string Words, int After)[]> Histories() => ArbMap.Default.ArbFor<int>().Generator
        .SelectMany(_ => Gen.Elements(Words).SelectMany(words => Gen.Choose(0, 12).Select(after => (words, after))))
        .ArrayOf()
        .ToArbitrary();

    private static IEnumerable<(CallView? Before, CallCommand Command, DateTimeOffset Now, CallDecision Decision, CallView? After)> Run(
        (string Words, int After)[] history)
    {
        CallView? call = null;
        var now = DirectCall.Start;
        foreach (var (words, after) in history.Prepend(("make alice", 0)))
        {
            now += TimeSpan.FromSeconds(after);
            var command = DirectCall.Command(words);
            var decision = CallMachine.Decide(call, command, now, DirectCall.Timings);
            var next = decision.Events.IsDefaultOrEmpty ? call : CallEvolution.Apply(call, decision.Events);
            yield return (call, command, now, decision, next);
            call = next;
        }
    }

    private static void Holds(
        Action<(CallView? Before, CallCommand Command, DateTimeOffset Now, CallDecision Decision, CallView? After)> check) =>
        Prop.ForAll(Histories(), history =>
        {
            foreach (var step in Run(history))
                check(step);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Ended_is_final() => Holds(step =>
    {
        if (step.Before is { IsLive: false })
            Assert.Same(step.Before, step.After);
    });

    [Fact]
    public void A_transition_raises_the_version_by_one_and_nothing_else_changes_anything() => Holds(step =>
    {
        if (step.Decision.Events.IsDefaultOrEmpty)
            Assert.Same(step.Before, step.After);
        else
            Assert.Equal((step.Before?.Version ?? 0) + 1, step.After!.Version);
    });

    [Fact]
    public void A_repeated_command_changes_nothing() => Holds(step =>
    {
        var again = CallMachine.Decide(step.After, step.Command, step.Now, DirectCall.Timings);
        Assert.True(again.Events.IsDefaultOrEmpty, $"{step.Command} twice");
    });

    [Fact]
    public void A_live_call_has_a_deadline_and_an_ended_one_a_reason_and_never_both() => Holds(step =>
    {
        if (step.After is not { } call)
            return;
        Assert.Equal(call.IsLive, DirectCall.Timings.DeadlineOf(call) is not null);
        Assert.Equal(!call.IsLive, call.EndReason is not null);
        Assert.Equal(!call.IsLive, call.EndedAt is not null);
    });

    [Fact]
    public void Nothing_outlives_its_deadline() => Holds(step =>
    {
        if (step.Command is Expire && step.Before is { IsLive: true } call && step.Now >= DirectCall.Timings.DeadlineOf(call))
            Assert.False(step.After!.IsLive);
    });

    [Fact]
    public void States_are_only_left_forwards() => Holds(step =>
        Assert.True(step.Before is null || step.After!.State >= step.Before.State, $"{step.Before?.State} to {step.After?.State}"));

    [Fact]
    public void Nobody_rings_once_the_call_has_ended() => Holds(step =>
    {
        if (step.After is { IsLive: false } call)
            Assert.DoesNotContain(call.Participants, person => person.Status == ParticipantStatus.Ringing);
    });

    [Fact]
    public void Who_answered_first_stays_bound_until_they_join_from_another_device() => Holds(step =>
    {
        if (step.Before?.Find("bob") is { Status: ParticipantStatus.Joined } bob && step.Command is not Join { Leg.UserId: "bob" })
            Assert.Equal(bob.DeviceId, step.After!.Find("bob")!.DeviceId);
    });

    [Fact]
    public void Joining_keeps_who_is_in_the_call_in_it() => Holds(step =>
    {
        if (step is { Command: Join { Leg: var leg }, Before: { IsLive: true } before }
            && before.Find(leg.UserId) is { Status: ParticipantStatus.Joined })
        {
            Assert.Equal(before.State, step.After!.State);
            Assert.True(step.After.Find(leg.UserId)!.IsBoundTo(leg));
        }
    });

    [Fact]
    public void Only_who_is_in_a_live_call_is_away_from_it() => Holds(step =>
    {
        foreach (var person in step.After?.Participants.Where(person => person.Away) ?? [])
            Assert.Equal((true, ParticipantStatus.Joined), (step.After!.IsLive, person.Status));
    });

    [Fact]
    public void A_stranger_never_changes_a_call() => Holds(step =>
    {
        if (step.Command is LegCommand { Leg.UserId: "eve" })
        {
            Assert.Same(step.Before, step.After);
            Assert.Equal(Refusal.CallNotFound, step.Decision.Refusal);
        }
    });

    [Fact]
    public void Missed_for_the_callee_means_that_they_never_answered_nor_declined() => Holds(step =>
    {
        if (step.After?.Find("bob") is { Status: ParticipantStatus.Missed or ParticipantStatus.Declined })
            Assert.Null(step.After.AnsweredAt);
    });
}
