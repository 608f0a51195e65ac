using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Npgsql;
using OrleansCalls.Calls;
using OrleansCalls.Persistence.Tests.Calls;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Commits;

public sealed class GroupCommitTests(PostgresFixture fixture) : StoreTests(fixture), IClassFixture<PostgresFixture>
{
    private GroupCommit Commits => Get<GroupCommit>();

    [Fact]
    public async Task AWrite_SaysWhetherItsConditionHeld()
    {
        Assert.True(await Commits.Execute(new ProbeWrite()));
        Assert.False(await Commits.Execute(new ProbeWrite(ProbeWrite.Conflict)));
    }

    [Fact]
    public async Task ManyWriters_ShareCommits()
    {
        using var probe = new CommitProbe(Get<IMeterFactory>());

        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Commits.Execute(new ProbeWrite())));

        Assert.Equal(500, await Count());
        Assert.InRange(probe.Commits, 1, 250);
    }

    [Fact]
    public async Task ACallAndAnotherRow_WrittenTogether_AreBothThere()
    {
        var call = Example.Ringing();
        var write = Store.WriteCall(call);
        var insert = Commits.Execute(new ProbeWrite());
        await Task.WhenAll(write, insert);

        Assert.True((await Store.ReadCall(call.CallId)).RecordExists);
        Assert.Equal(1, await Count());
    }

    [Fact]
    public async Task WhatOneGroupCommits_IsAllOrNothingToOthers_AndConflictsHarmNobody()
    {
        var conflicts = Enumerable.Range(0, 50).Select(_ => Commits.Execute(new ProbeWrite(ProbeWrite.Conflict))).ToList();
        var inserts = Enumerable.Range(0, 50).Select(_ => Commits.Execute(new ProbeWrite())).ToList();

        Assert.All(await Task.WhenAll(conflicts), Assert.False);
        Assert.All(await Task.WhenAll(inserts), Assert.True);
        Assert.Equal(50, await Count());
    }

    [Fact]
    public async Task WritesOfDifferentKinds_EachGetTheirOwnAnswer()
    {
        var line = Example.Line(Example.Ringing(), "answer");
        var writes = Enumerable.Range(0, 90).Select(number => (number % 3) switch
        {
            0 => Commits.Execute(new LedgerWrite([line, line with { Id = Guid.CreateVersion7() }])),
            1 => Commits.Execute(new ProbeWrite()),
            _ => Commits.Execute(new ProbeWrite(ProbeWrite.Conflict)),
        }).ToList();

        var answers = await Task.WhenAll(writes);
        Assert.All(Enumerable.Range(0, 90), number => Assert.Equal(number % 3 != 2, answers[number]));
    }

    [Fact]
    public async Task CallsOfOneCommit_AreWrittenInStatementsThatTheyShare_AndOneThatConflictsHarmsNone()
    {
        await using var store = await Store.Start(postgres: true, ("Persistence:CommitPatience", "00:00:01"));
        var calls = Enumerable.Range(0, 40).Select(number => Example.Ringing($"a{number}", $"b{number}")).ToList();
        foreach (var call in calls)
            await store.WriteCall(await store.ReadCall(call.CallId), call, Example.Line(call, "initiate"));
        var states = await Task.WhenAll(calls.Select(call => store.ReadCall(call.CallId)));
        var commits = store.Get<GroupCommit>();
        using var probe = new CommitProbe(store.Get<IMeterFactory>());

        // One in four expects a version that is not there; they all wait for the last.
        var answers = calls.Select((call, number) => commits.ExecutePatiently(new CallWrite(
            number % 2 == 0 ? call.Answered() : call.Answered().Ended() with { Version = 2 },
            call,
            expected: number % 4 == 1 ? 7 : 1,
            deadline: null,
            Example.Line(call.Answered(), "answer", after: number)))).ToList();
        await commits.Execute(new ProbeWrite());

        Assert.Equal<IEnumerable<bool>>(calls.Select((_, number) => number % 4 != 1), await Task.WhenAll(answers));
        Assert.Equal(1, probe.Commits);
        foreach (var (call, number) in calls.Select((call, number) => (call, number)))
        {
            var written = number % 4 != 1;
            var stored = (await store.ReadCall(call.CallId)).State.Record!;
            Assert.Equal((written ? 2 : 1, written && number % 2 == 1), (stored.Version, !stored.IsLive));
            Assert.Equal(written ? 2 : 1, (await store.Get<ICallLedger>().Read(call.CallId, 10)).Length);
            Assert.Equal(stored.IsLive ? 1 : 0, (await store.Get<ICallIndex>().ReadUserCalls($"b{number}", Example.Start)).Live.Length);
        }
        Assert.All(states, state => Assert.Equal("1", state.ETag));
    }

    [Fact]
    public async Task WritesOfOneThing_KeepTheirOrder_InOneCommit()
    {
        await using var store = await Store.Start(postgres: true, ("Persistence:CommitPatience", "00:00:01"));
        var commits = store.Get<GroupCommit>();
        using var probe = new CommitProbe(store.Get<IMeterFactory>());
        var (call, crossed) = (Example.Ringing(), Example.Ringing("bob", "alice"));
        var answered = call.Answered() with { AbsorbedCallId = crossed.CallId };

        Task<bool>[] writes =
        [
            commits.ExecutePatiently(new CallWrite(call, null, null, null, null)),
            commits.ExecutePatiently(new CallWrite(answered, call, 1, null, null)),
            commits.ExecutePatiently(new CallWrite(answered with { Version = 3 }, answered, 1, null, null)),
            commits.ExecutePatiently(new CallWrite(answered.Ended(), answered, 2, null, null)),
            commits.ExecutePatiently(new CallWrite(crossed, null, null, null, null)),
            commits.ExecutePatiently(new CallRemoval(call.CallId, 3)),
            commits.Execute(new ProbeWrite()),
        ];

        Assert.Equal<IEnumerable<bool>>([true, true, false, true, false, true, true], await Task.WhenAll(writes));
        Assert.Equal(1, probe.Commits);
    }

    [Fact]
    public async Task AStatementThatCannotReturnRows_IsRefusedRatherThanMixedUp()
    {
        var writes = Enumerable.Range(0, 20)
            .Select(number => Commits.Execute(new ProbeWrite(number % 2 == 0 ? ProbeWrite.WithoutRows : ProbeWrite.Insert))).ToList();

        foreach (var write in writes.Where((_, number) => number > 10 && number % 2 == 0))
            await Assert.ThrowsAsync<DatabaseUnavailableException>(() => write);
    }

    [Fact]
    public async Task AnError_FailsItsOwnStatement_AndNoOther()
    {
        var writes = Enumerable.Range(0, 60)
            .Select(number => Commits.Execute(new ProbeWrite(number % 10 == 3 ? ProbeWrite.Error : ProbeWrite.Insert)))
            .ToList();
        await Task.WhenAll(writes).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal(6, writes.Count(write => write.IsFaulted));
        Assert.All(writes.Where(write => write.IsFaulted), write =>
            Assert.Equal(PostgresErrorCodes.DivisionByZero, Assert.IsType<PostgresException>(write.Exception!.InnerException).SqlState));
        Assert.Equal(54, await Count());
    }

    [Fact]
    public async Task ConnectionsThatDiedWhileIdle_AreReplaced_WithoutAnyoneNoticing()
    {
        for (var number = 0; number < 5; number++)
            await Commits.Execute(new ProbeWrite());
        await CutConnections();

        Assert.True(await Commits.Execute(new ProbeWrite()));
        Assert.Equal(6, await Count());
    }

    [Fact]
    public async Task AWrite_HasASpanInItsOwnTrace_AndOneThatSharesACommitIsLinkedToIt()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "OrleansCalls.Persistence",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        var alone = await TracedInsert();
        var traces = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => TracedInsert()));

        await Eventually.Holds(() => traces.All(trace => spans.Any(span => span.OperationName == "commit" && span.TraceId == trace)));
        Assert.Equal(["commit batch", "commit"], spans.Where(span => span.TraceId == alone).Select(span => span.OperationName));
        var shared = spans.Where(span => traces.Contains(span.TraceId) && span.Links.Any()).ToList();
        Assert.NotEmpty(shared);
        Assert.All(shared, write => Assert.Contains(spans, span => span.OperationName == "commit batch"
            && span.SpanId == write.Links.Single().Context.SpanId
            && span.ParentSpanId == default
            && span.Links.Any(link => link.Context.SpanId == write.SpanId)));

        async Task<ActivityTraceId> TracedInsert()
        {
            using var writer = new Activity("writer").Start();
            await Commits.Execute(new ProbeWrite());
            Assert.Equal(writer, Activity.Current);
            return writer.TraceId;
        }
    }

    private async Task<long> Count()
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand("select count(*) from data_protection_keys");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task CutConnections()
    {
        await using var connection = new NpgsqlConnection(Store.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var cut = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
                connection);
        await cut.ExecuteNonQueryAsync();
        // Those of the other pool, which this test is not about.
        Get<NpgsqlDataSource>().Clear();
    }
}
