using OrleansCalls.Calls;

namespace OrleansCalls.Races;

/// <summary>Races in virtual time: every seed is another interleaving, and each must end well.</summary>
public sealed class RaceTests
{
    private static readonly Leg Alice = new("alice", "a1");
    private static readonly Leg Bob = new("bob", "b1");
    private static readonly Leg Carol = new("carol", "c1");

    public static TheoryData<int> Blocks() => [.. Enumerable.Range(0, 10)];

    private static void ForSeeds(int block, Action<InterleavingScheduler> race, int seeds = 200)
    {
        for (var seed = block * seeds; seed < (block + 1) * seeds; seed++)
        {
            try
            {
                race(new InterleavingScheduler(seed));
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"Seed {seed}: {failure.Message}", failure);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Crossed_calls_become_one_answered_call(int block) => ForSeeds(block, scheduler =>
    {
        var cluster = new ModelCluster(scheduler);
        CallResult? first = null, second = null;
        scheduler.Run(
            async () => first = await cluster.Initiate("1", Alice, "bob"),
            async () => second = await cluster.Initiate("2", Bob, "alice"));

        var call = Assert.Single(cluster.Rows.Values);
        Assert.Equal(CallState.Connecting, call.State);
        Assert.Equal(("a1", "b1"), (call.Find("alice")!.DeviceId, call.Find("bob")!.DeviceId));
        Assert.Equal((call.CallId, call.CallId), (first!.Call!.CallId, second!.Call!.CallId));
        Assert.Equal((0, 0), (cluster.Fenced, cluster.Repeats));
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Of_three_who_call_in_a_circle_nobody_is_in_two_calls_and_nobody_waits_for_ever(int block) => ForSeeds(block, scheduler =>
    {
        var cluster = new ModelCluster(scheduler);
        scheduler.Run(
            () => cluster.Initiate("1", Alice, "bob"),
            () => cluster.Initiate("2", Bob, "carol"),
            () => cluster.Initiate("3", Carol, "alice"));

        Assert.Equal(0, cluster.Fenced);
        AssertOneLiveCallEach(cluster);
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Of_three_who_all_call_the_other_two_everybody_comes_into_one_call(int block) => ForSeeds(block, scheduler =>
    {
        var cluster = new ModelCluster(scheduler);
        scheduler.Run(
            () => cluster.Initiate("1", Alice, "bob", "carol"),
            () => cluster.Initiate("2", Bob, "carol", "alice"),
            () => cluster.Initiate("3", Carol, "alice", "bob"));

        var call = Assert.Single(cluster.Rows.Values);
        Assert.All(call.Participants, person => Assert.Equal(ParticipantStatus.Joined, person.Status));
        Assert.Equal(3, call.Participants.Length);
        Assert.Equal(0, cluster.Fenced);
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Of_groups_that_overlap_nobody_is_in_two_and_one_of_them_rings(int block) => ForSeeds(block, scheduler =>
    {
        var cluster = new ModelCluster(scheduler);
        scheduler.Run(
            () => cluster.Initiate("1", Alice, "bob", "carol"),
            () => cluster.Initiate("2", Bob, "carol", "dave"));

        Assert.Equal(0, cluster.Fenced);
        AssertOneLiveCallEach(cluster);
        Assert.Contains(cluster.Rows.Values, call => call.State == CallState.Ringing);
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Of_a_hundred_answers_exactly_one_wins(int block) => ForSeeds(block, seeds: 5, race: scheduler =>
    {
        var cluster = new ModelCluster(scheduler);
        scheduler.Run(() => cluster.Initiate("1", Alice, "bob"));
        var seen = new List<string?>();
        scheduler.Run(Enumerable.Range(0, 100).Select(Func<Task> (device) => async () =>
            seen.Add((await cluster.Command("1", new Answer(new Leg("bob", $"b{device}"))))!.Find("bob")!.DeviceId)));

        Assert.Equal(100, seen.Count);
        Assert.Single(seen.Distinct());
        Assert.Equal(2, cluster.Rows["1"].Version);
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Cancel_answer_reject_time_out_and_hang_up_have_one_winner_that_everybody_learns(int block) => ForSeeds(block, scheduler =>
    {
        var cluster = new ModelCluster(scheduler);
        scheduler.Run(() => cluster.Initiate("1", Alice, "bob"));
        cluster.Now += DirectCall.Timings.Ring;
        CallCommand[] commands = [new HangUp(Alice), new Answer(Bob), new Reject(Bob), new Expire(), new HangUp(Bob)];
        scheduler.Run(commands.Select(Func<Task> (command) => () => cluster.Command("1", command)));

        var call = cluster.Rows["1"];
        Assert.False(call.IsLive);
        Assert.InRange(call.Version, 2, 3);
        Assert.Null(cluster.Presence("alice").State.Live);
        Assert.Null(cluster.Presence("bob").State.Live);
    });

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Whatever_dies_at_whatever_point_nobody_is_in_two_calls_nor_stays_busy(int block) => ForSeeds(block, scheduler =>
    {
        var cluster = new ModelCluster(scheduler, crashOnceIn: 6);
        scheduler.Run(
            () => cluster.Initiate("1", Alice, "bob"),
            () => cluster.Initiate("2", Bob, "alice"),
            () => cluster.Initiate("3", Carol, "alice"),
            () => cluster.CommandRepeated("1", new Answer(Bob)),
            () => cluster.CommandRepeated("1", new HangUp(Alice)));
        AssertOneLiveCallEach(cluster);

        cluster.Now += TimeSpan.FromDays(1);
        scheduler.Run(cluster.Rows.Keys.Select(Func<Task> (callId) => () => cluster.CommandRepeated(callId, new Expire())));
        foreach (var userId in new[] { "alice", "bob", "carol" })
        {
            cluster.Presence(userId).Verify();
            Assert.Null(cluster.Presence(userId).State.Live);
        }
        Assert.All(cluster.Rows.Values, call => Assert.False(call.IsLive));
    });

    private static void AssertOneLiveCallEach(ModelCluster cluster)
    {
        foreach (var userId in new[] { "alice", "bob", "carol" })
            Assert.InRange(cluster.LiveOf(userId).Length, 0, 1);
    }
}
