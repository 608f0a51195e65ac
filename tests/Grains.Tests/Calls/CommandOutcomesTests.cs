namespace OrleansCalls.Calls;

/// <summary>Why a command that changed nothing changed nothing.</summary>
public sealed class CommandOutcomesTests
{
    [Theory]
    [InlineData("connecting", "make alice", CommandOutcome.Repeated)]
    [InlineData("connecting", "answer b1", CommandOutcome.Repeated)]
    [InlineData("connecting", "answer b2", CommandOutcome.Lost)]
    [InlineData("connecting", "answer a1", CommandOutcome.Lost)]
    [InlineData("connecting", "reject b2", CommandOutcome.Lost)]
    [InlineData("connected", "media a1", CommandOutcome.Repeated)]
    [InlineData("connected", "media b1", CommandOutcome.Repeated)]
    [InlineData("connected", "join b1", CommandOutcome.Repeated)]
    [InlineData("ended", "join b2", CommandOutcome.Lost)]
    [InlineData("ended", "hangup b1", CommandOutcome.Repeated)]
    [InlineData("ended", "hangup a1", CommandOutcome.Lost)]
    [InlineData("ended", "answer b2", CommandOutcome.Lost)]
    [InlineData("ended", "media a1", CommandOutcome.Lost)]
    [InlineData("ended", "supersede a1", CommandOutcome.Lost)]
    [InlineData("ended", "force admin", CommandOutcome.Lost)]
    public void A_command_that_changes_nothing_was_repeated_or_lost(string state, string command, CommandOutcome expected)
    {
        var call = DirectCall.In(state)!;
        Assert.Empty(CallMachine.Decide(call, DirectCall.Command(command), DirectCall.Start.AddSeconds(1), DirectCall.Timings).Events);

        Assert.Equal(expected, CommandOutcomes.OfNoEffect(call, DirectCall.Command(command)));
    }

    [Theory]
    [InlineData("reject b1")]
    [InlineData("hangup b1")]
    [InlineData("hangup a1")]
    [InlineData("supersede a1")]
    [InlineData("force admin")]
    public void The_same_command_again_was_repeated(string command)
    {
        var call = DirectCall.After(DirectCall.Ringing, DirectCall.Command(command));

        Assert.Equal(CommandOutcome.Repeated, CommandOutcomes.OfNoEffect(call, DirectCall.Command(command)));
    }
}
