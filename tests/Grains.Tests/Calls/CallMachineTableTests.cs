namespace OrleansCalls.Calls;

/// <summary>Every command in every state, for every kind of sender: one table, read as the rules of a direct call.</summary>
public sealed class CallMachineTableTests
{
    /// <summary>
    /// Rows: who does what. Columns: the state it meets. Cells: the state (and end reason) that comes of it,
    /// <c>-</c> when nothing changes, <c>404</c> when the sender learns nothing, another code when they may not.
    /// alice calls bob; her device a1 dials, his device b1 answers; a2 and b2 are their other devices; eve has no part in it.
    /// "http" is a client without a device. "late" is after the state's deadline.
    /// </summary>
    private const string Table = """
        command            | none    | ringing         | connecting      | connected       | ended
        make alice         | ringing | -               | -               | -               | -
        make eve           | ringing | 404             | 404             | 404             | 404
        answer b1          | 404     | connecting      | -               | -               | -
        answer b2          | 404     | connecting      | -               | -               | -
        answer b-http      | 404     | connecting      | -               | -               | -
        answer a1          | 404     | -               | -               | -               | -
        answer a2          | 404     | -               | -               | -               | -
        answer eve         | 404     | 404             | 404             | 404             | 404
        crossed b2         | 404     | connecting      | -               | -               | -
        join b1            | 404     | connecting      | -               | -               | -
        join b2            | 404     | connecting      | connecting      | connected       | -
        join b-http        | 404     | connecting      | -               | -               | -
        join a1            | 404     | -               | -               | -               | -
        join a2            | 404     | ringing         | connecting      | connected       | -
        join a-http        | 404     | -               | -               | -               | -
        join eve           | 404     | 404             | 404             | 404             | 404
        reject b1          | 404     | ended rejected  | -               | -               | -
        reject b2          | 404     | ended rejected  | -               | -               | -
        reject b-http      | 404     | ended rejected  | -               | -               | -
        reject a1          | 404     | -               | -               | -               | -
        reject eve         | 404     | 404             | 404             | 404             | 404
        hangup a1          | 404     | ended cancelled | ended completed | ended completed | -
        hangup a2          | 404     | ended cancelled | not_bound       | not_bound       | -
        hangup a-http      | 404     | ended cancelled | ended completed | ended completed | -
        hangup b1          | 404     | ended rejected  | ended completed | ended completed | -
        hangup b2          | 404     | ended rejected  | not_bound       | not_bound       | -
        hangup eve         | 404     | 404             | 404             | 404             | 404
        supersede a1       | 404     | ended superseded| ended superseded| ended superseded| -
        supersede b2       | 404     | ended superseded| ended superseded| ended superseded| -
        supersede eve      | 404     | 404             | 404             | 404             | 404
        media a1           | 404     | -               | connected       | -               | -
        media b1           | 404     | not_bound       | connected       | -               | -
        media a2           | 404     | not_bound       | not_bound       | not_bound       | -
        media b2           | 404     | not_bound       | not_bound       | not_bound       | -
        media eve          | 404     | 404             | 404             | 404             | 404
        lost a1            | 404     | -               | -               | -               | -
        lost b1            | 404     | not_bound       | -               | -               | -
        lost b2            | 404     | not_bound       | not_bound       | not_bound       | -
        lost eve           | 404     | 404             | 404             | 404             | 404
        beat a1            | 404     | -               | -               | -               | -
        beat b2            | 404     | -               | -               | -               | -
        beat eve           | 404     | 404             | 404             | 404             | 404
        mute a1            | 404     | ringing         | connecting      | connected       | -
        mute b1            | 404     | not_bound       | connecting      | connected       | -
        mute b2            | 404     | not_bound       | not_bound       | not_bound       | -
        mute eve           | 404     | 404             | 404             | 404             | 404
        raise a1           | 404     | ringing         | connecting      | connected       | -
        raise b1           | 404     | not_bound       | connecting      | connected       | -
        raise b2           | 404     | not_bound       | not_bound       | not_bound       | -
        raise eve          | 404     | 404             | 404             | 404             | 404
        lower a1           | 404     | -               | -               | -               | -
        part a1            | 404     | ringing         | connecting      | connected       | -
        part a2            | 404     | -               | -               | -               | -
        part b1            | 404     | -               | connecting      | connected       | -
        part b2            | 404     | -               | -               | -               | -
        part b-http        | 404     | -               | -               | -               | -
        part eve           | 404     | 404             | 404             | 404             | 404
        return a1          | 404     | -               | -               | -               | -
        return b1          | 404     | -               | -               | -               | -
        return eve         | 404     | 404             | 404             | 404             | 404
        force admin        | 404     | ended cancelled | ended cancelled | ended dropped   | -
        expire early       | 404     | -               | -               | -               | -
        expire late        | 404     | ended missed    | ended failed    | ended completed | -
        drop alice         | 404     | ended dropped   | ended dropped   | ended dropped   | -
        drop bob           | 404     | -               | ended dropped   | ended dropped   | -
        drop eve           | 404     | -               | -               | -               | -
        """;

    /// <summary>One case a cell.</summary>
    public static TheoryData<string, string, string> Cells()
    {
        var lines = Table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToArray();
        var cells = new TheoryData<string, string, string>();
        foreach (var line in lines.Skip(1))
        {
            for (var column = 1; column < line.Length; column++)
                cells.Add(line[0], lines[0][column], line[column]);
        }
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Command_in_state(string command, string state, string expected)
    {
        var call = DirectCall.In(state);
        var decision = CallMachine.Decide(call, DirectCall.Command(command), DirectCall.Now(command, call), DirectCall.Timings);

        Assert.Equal(expected, DirectCall.Describe(call, decision));
    }

    [Fact]
    public void The_table_names_every_command_and_every_state()
    {
        Assert.Equal(
            ClosedFamilyTests.MembersOf<CallCommand>().Select(type => type.Name).Order(),
            Named.Select(command => command.GetType().Name).Distinct().Order());
        Assert.All(Enum.GetNames<CallState>(), state => Assert.Contains(state.ToLowerInvariant(), Table.Split('\n')[0]));
    }

    [Fact]
    public void Every_command_that_changes_nothing_has_its_reason() => Assert.All(Named, command =>
        Assert.All([DirectCall.Ringing, DirectCall.Connecting, DirectCall.Connected, DirectCall.Ended], call =>
            CommandOutcomes.OfNoEffect(call, command)));

    private static IEnumerable<CallCommand> Named =>
        Table.Split('\n').Skip(1).Select(line => DirectCall.Command(line.Split('|')[0].Trim()));
}
