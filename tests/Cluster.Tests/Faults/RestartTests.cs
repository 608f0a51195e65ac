using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Processes;
using OrleansCalls.Testing;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>FAULTS 5 and 6: processes are replaced one by one, and a front-end is killed.</summary>
[Collection(PlainCluster.Name)]
public sealed class RestartTests(PlainCluster.Fixture fixture, ITestOutputHelper output) : FaultTest(fixture, output)
{
    private const int LoadedPairs = 8;

    private static readonly TimeSpan LeaveLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReturnLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long a device is kept that is not heard of: three heartbeats.</summary>
    private static readonly TimeSpan DeviceLifetime = TimeSpan.FromSeconds(9);

    [FaultFact]
    public async Task Row_5_processes_are_replaced_one_by_one_under_load_and_nobody_notices()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * LoadedPairs);
        var load = CallCycles.Start(crowd.Pairs, TimeSpan.FromMilliseconds(200));
        foreach (var node in Cluster.Silos.Concat(Cluster.FrontEnds))
        {
            var took = await node.Process.Terminate();
            Measured.Note(Output, "5", $"{node.Name} gone after", took);
            Assert.InRange(took, TimeSpan.Zero, LeaveLimit);
            Assert.Equal(0, node.Process.ExitCode);
            await node.Start();
            await node.Process.AwaitReady();
        }

        await Judge(crowd, load);
        Assert.Empty(load.Troubles);
    }

    [FaultFact]
    public async Task Row_6_browsers_of_a_killed_front_end_are_on_another_and_their_calls_go_on()
    {
        const int each = 6;
        await using var crowd = await Crowd.Gather(Cluster, (2 * 2 * each) + 2);
        var ringing = await Ringing.Start([.. crowd.Pairs.Take(each)]);
        var talking = await Ringing.Start([.. crowd.Pairs.Skip(each).Take(each)]);
        await talking.AnswerAll();

        var victim = Cluster.FrontEnds[0];
        var gone = crowd.People.Last(person => person.Line.Address == victim.Process.Address);
        var moved = crowd.People.Where(person => person != gone && person.Line.Address == victim.Process.Address).ToArray();
        await victim.Process.Kill();
        var killed = Now;
        await gone.DisposeAsync();

        await Task.WhenAll(
            moved.Select(
            person => Eventually.Holds(() => person.Line.Hub is not null && person.Line.Address != victim.Process.Address, ReturnLimit)));
        Measured.Note(Output, "6", "longest way to another front-end", moved.Max(person => person.Line.LongestAway));

        await Task.WhenAll(ringing.Calls.Where(call => call.Callee != gone && call.Caller != gone).Select(async call =>
        {
            var answered = await call.Callee.Do(Commands.Answer, call.CallId);
            Assert.Equal(CallStates.Connecting, answered.Seen?.State);
        }));
        Assert.All(talking.Calls.Where(call => call.Callee != gone && call.Caller != gone), call =>
            Assert.Equal(CallStates.Connected, call.Caller.Knows(call.CallId)!.State));

        await Eventually.Holds(
            () => gone.Account.AskStatus(Cluster.Addresses[0]), status => status == "offline", killed + DeviceLifetime + Grace - Now);
        Measured.Note(Output, "6", "who did not come back is offline after", Now - killed);
        await Task.WhenAll(crowd.People.Where(person => person != gone).Select(person => person.LeaveEverything(TimeSpan.FromSeconds(30))));
        await Judge(crowd);
    }
}
