using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Processes;
using OrleansCalls.Testing;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>FAULTS 1 to 4: silos are killed, with calls on them.</summary>
[Collection(PlainCluster.Name)]
public sealed class SiloDeathTests(PlainCluster.Fixture fixture, ITestOutputHelper output) : FaultTest(fixture, output)
{
    private const int RingingPairs = 20;
    private const int LoadedPairs = 6;

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AbsenceLimit = TimeSpan.FromSeconds(12);

    [FaultFact]
    public async Task Row_1_calls_that_ring_on_a_killed_silo_are_answered_or_end()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * (RingingPairs + LoadedPairs));
        var load = CallCycles.Start([.. crowd.Pairs.Skip(RingingPairs)]);
        var ringing = await Ringing.Start([.. crowd.Pairs.Take(RingingPairs)]);

        var killed = await Kill(crowd.History, Cluster.Silos[0]);
        var answering = ringing.Answer(half: 0);
        var found = await AwaitOut("1", killed, Cluster.Silos[0]);
        await answering;
        Measured.Note(Output, "1", "all answers given after", Now - killed);
        await ringing.AllSettled(found, Grace);
        await ringing.HangUp();
        await Judge(crowd, load);
    }

    [FaultFact]
    public async Task Row_2_ring_whose_silo_dies_just_before_its_deadline_is_missed_in_time()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * RingingPairs);
        var ringing = await Ringing.Start(crowd.Pairs);
        await ringing.AlmostOver();

        var killed = await Kill(crowd.History, Cluster.Silos[0]);
        var found = await AwaitOut("2", killed, Cluster.Silos[0]);
        await ringing.AllSettled(found, Grace);
        foreach (var call in ringing.Calls)
            Assert.Equal("missed", call.Caller.Knows(call.CallId)!.EndReason);
        Measured.Note(Output, "2", "last ring ended after its deadline", ringing.LatestEnd - ringing.Deadline);
        await Judge(crowd);
    }

    [FaultFact]
    public async Task Row_3_command_whose_answer_died_with_its_silo_is_repeated_and_applied_once()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * RingingPairs);
        var pairs = crowd.Pairs;
        var ringing = await Ringing.Start([.. pairs.Take(RingingPairs / 2)]);

        // Front-ends hear nothing from silos, so that everything is committed and nothing is answered.
        HoldAnswers(true);
        var answering = ringing.Calls.Select(call => call.Callee.Do(Commands.Answer, call.CallId)).ToArray();
        var making = pairs.Skip(RingingPairs / 2).Select(pair => pair.Caller.Call(pair.Callee, Guid.CreateVersion7().ToString())).ToArray();
        await CommittedCalls.Await(Cluster.ConnectionString, crowd.People, answered: answering.Length, ringing: making.Length);
        await Kill(crowd.History, Cluster.Silos[0]);
        HoldAnswers(false);

        foreach (var answered in await Task.WhenAll(answering))
            Assert.Equal((Outcome.Ok, 2), (answered.Outcome, answered.Seen?.Version));
        foreach (var made in await Task.WhenAll(making))
            Assert.Equal((Outcome.Ok, made.CallId), (made.Outcome, made.Seen?.CallId));
        await Task.WhenAll(crowd.People.Select(person => person.LeaveEverything(TimeSpan.FromSeconds(30))));
        await Judge(crowd);
    }

    [FaultFact]
    public async Task Row_3_commands_are_repeated_while_one_silo_after_the_other_is_killed()
    {
        await using var crowd = await Crowd.Gather(Cluster, 2 * 2 * LoadedPairs);
        var load = CallCycles.Start(crowd.Pairs, TimeSpan.FromMilliseconds(100));
        foreach (var silo in Cluster.Silos)
        {
            await Kill(crowd.History, silo);
            await silo.Start();
            await silo.Process.AwaitReady();
        }

        await Judge(crowd, load);
    }

    [FaultFact]
    public async Task Row_4_cluster_that_was_killed_as_a_whole_goes_on_from_the_same_data()
    {
        const int each = 5;
        await using var crowd = await Crowd.Gather(Cluster, 2 * 4 * each);
        var ringing = await Ringing.Start([.. crowd.Pairs.Take(each)]);
        var staying = await Ringing.Start([.. crowd.Pairs.Skip(each).Take(each)]);
        var leaving = await Ringing.Start([.. crowd.Pairs.Skip(2 * each).Take(each)]);
        var deserted = await Ringing.Start([.. crowd.Pairs.Skip(3 * each)]);
        await Task.WhenAll(staying.AnswerAll(), leaving.AnswerAll(), deserted.AnswerAll());

        await Task.WhenAll(Cluster.Silos.Select(silo => silo.Process.Kill()));
        var killed = Now;
        var gone = leaving.Calls.Select(call => call.Callee)
            .Concat(deserted.Calls.SelectMany(call => (Person[])[call.Caller, call.Callee]));
        await Task.WhenAll(gone.Select(person => person.DisposeAsync().AsTask()));
        await ringing.AlmostOver();
        await Eventually.After(TimeSpan.FromSeconds(2));

        var started = Now;
        foreach (var silo in Cluster.Silos)
            await silo.Start();
        await Cluster.AwaitReady();
        Measured.Note(Output, "4", "ready after the start", Now - started);
        Assert.InRange(Now - started, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        crowd.History.Add(new Disruption(killed, Now, "every silo was killed"));

        await ringing.AllSettled(Now, Grace);
        Measured.Note(Output, "4", "overdue rings missed after the start", Now - started);
        Assert.All(ringing.Calls, call => Assert.Equal("missed", call.Caller.Knows(call.CallId)!.EndReason));
        foreach (var call in leaving.Calls)
            Assert.Equal("dropped", (await call.Caller.SeesEnd(call.CallId, TimeSpan.FromSeconds(30))).EndReason);
        Assert.All(staying.Calls, call => Assert.Equal(CallStates.Connected, call.Callee.Knows(call.CallId)!.State));
        await staying.HangUp();
        Assert.All(staying.Calls, call => Assert.Equal("completed", call.Callee.Knows(call.CallId)!.EndReason));

        // Nobody asks for these calls, and their deadline is hours away: only their reminders are left.
        var rest = await AftermathReader.Read(
            Cluster.ConnectionString, crowd.People, Cluster.Addresses[0], ReminderPeriod + AbsenceLimit + Grace);
        Assert.All(deserted.Calls, call => Assert.Equal("dropped", rest.Find(call.CallId)!.EndReason));
        Measured.Note(Output, "4", "deserted calls dropped after the start", rest.Calls.Max(call => call.EndedAt!.Value) - started);
        await Judge(crowd);
    }

    private void HoldAnswers(bool hold)
    {
        foreach (var silo in Cluster.Silos)
            silo.Gateway!.HoldsAnswers = hold;
    }
}
