using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Npgsql;
using OrleansCalls.Persistence.Tests.Calls;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Commits;

public sealed class GroupCommitTests(PostgresFixture fixture) : StoreTests(fixture), IClassFixture<PostgresFixture>
{
    private const string InsertSql = "insert into data_protection_keys (name, xml) values ($1, '') returning 1";

    private GroupCommit Commits => Get<GroupCommit>();

    [Fact]
    public async Task AStatement_ReturnsItsRow_OrNull()
    {
        Assert.Equal(7, await Commits.Execute(new NpgsqlBatchCommand("select 7")));
        Assert.Null(await Commits.Execute(new NpgsqlBatchCommand("select 7 where false")));
    }

    [Fact]
    public async Task ManyWriters_ShareCommits()
    {
        using var probe = new CommitProbe(Get<IMeterFactory>());

        await Task.WhenAll(Enumerable.Range(0, 500).Select(number => Commits.Execute(Insert(number.ToString()))));

        Assert.Equal(500, await Count());
        Assert.InRange(probe.Commits, 1, 250);
    }

    [Fact]
    public async Task ACallAndAnotherRow_WrittenTogether_AreBothThere()
    {
        var call = Example.Ringing();
        var write = Store.WriteCall(call);
        var insert = Commits.Execute(Insert("another"));
        await Task.WhenAll(write, insert);

        Assert.True((await Store.ReadCall(call.CallId)).RecordExists);
        Assert.Equal(1, await Count());
    }

    [Fact]
    public async Task WhatOneGroupCommits_IsAllOrNothingToOthers_AndConflictsHarmNobody()
    {
        var conflicts = Enumerable.Range(0, 50).Select(_ => Commits.Execute(Update("nobody"))).ToList();
        var inserts = Enumerable.Range(0, 50).Select(number => Commits.Execute(Insert(number.ToString()))).ToList();

        Assert.All(await Task.WhenAll(conflicts), Assert.Null);
        Assert.All(await Task.WhenAll(inserts), returned => Assert.Equal(1, returned));
        Assert.Equal(50, await Count());
    }

    [Fact]
    public async Task LinesOfTheLedger_DoNotShiftTheAnswersOfTheWritesThatTheyRideWith()
    {
        var line = Example.Line(Example.Ringing(), "answer");
        var writes = Enumerable.Range(0, 90).Select(number => (number % 3) switch
        {
            0 => Commits.Execute(OrleansCalls.Calls.LedgerStatements.Insert([line, line with { Id = Guid.CreateVersion7() }])),
            1 => Commits.Execute(new NpgsqlBatchCommand($"select {number}")),
            _ => Commits.Execute(Update("nobody")),
        }).ToList();

        var answers = await Task.WhenAll(writes);
        Assert.All(Enumerable.Range(0, 90), number =>
            Assert.Equal((number % 3) switch { 0 => 1, 1 => number, _ => null }, answers[number]));
    }

    [Fact]
    public async Task AStatementThatCannotReturnRows_IsRefusedRatherThanMixedUp()
    {
        var writes = Enumerable.Range(0, 20).Select(_ => Commits.Execute(new NpgsqlBatchCommand("delete from data_protection_keys")))
            .ToList();

        foreach (var write in writes.TakeLast(10))
            await Assert.ThrowsAsync<DatabaseUnavailableException>(() => write);
    }

    [Fact]
    public async Task AnError_FailsItsOwnStatement_AndNoOther()
    {
        var writes = Enumerable.Range(0, 60)
            .Select(number =>
                number % 10 == 3 ? Commits.Execute(new NpgsqlBatchCommand("select 1 / 0")) : Commits.Execute(Insert(number.ToString())))
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
            await Commits.Execute(Insert("before"));
        await CutConnections();

        Assert.Equal(1, await Commits.Execute(Insert("after")));
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

        var alone = await TracedInsert("alone");
        var traces = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => TracedInsert(number.ToString())));

        await Eventually.Holds(() => traces.All(trace => spans.Any(span => span.OperationName == "commit" && span.TraceId == trace)));
        Assert.Equal(["commit batch", "commit"], spans.Where(span => span.TraceId == alone).Select(span => span.OperationName));
        var shared = spans.Where(span => traces.Contains(span.TraceId) && span.Links.Any()).ToList();
        Assert.NotEmpty(shared);
        Assert.All(shared, write => Assert.Contains(spans, span => span.OperationName == "commit batch"
            && span.SpanId == write.Links.Single().Context.SpanId
            && span.ParentSpanId == default
            && span.Links.Any(link => link.Context.SpanId == write.SpanId)));

        async Task<ActivityTraceId> TracedInsert(string name)
        {
            using var writer = new Activity("writer").Start();
            await Commits.Execute(Insert(name));
            Assert.Equal(writer, Activity.Current);
            return writer.TraceId;
        }
    }

    private static NpgsqlBatchCommand Insert(string name) => SqlExtensions.Statement(InsertSql, Param.Text(name));

    private static NpgsqlBatchCommand Update(string name) =>
        SqlExtensions.Statement("update data_protection_keys set xml = 'x' where name = $1 returning 1", Param.Text(name));

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
