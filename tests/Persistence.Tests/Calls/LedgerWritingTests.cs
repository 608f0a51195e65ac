using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansCalls.Calls;
using OrleansCalls.Persistence.Tests.Commits;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Calls;

/// <summary>What the ledger costs, and what happens when too much of it waits.</summary>
public sealed class LedgerWritingTests : IAsyncLifetime
{
    private TestDatabase? _database;

    public async Task InitializeAsync() => _database = await TestDatabase.Create();

    public async Task DisposeAsync() => await _database!.DisposeAsync();

    [Fact]
    public async Task ALineOfAnAcceptedCommand_CostsNoCommitOfItsOwn()
    {
        await using var store = await Start();
        using var probe = new CommitProbe(store.Get<IMeterFactory>());
        var call = Example.Ringing();

        await store.WriteCall(await store.ReadCall(call.CallId), call, Example.Line(call, "initiate"));

        Assert.Equal(1, probe.Commits);
        Assert.Single(await store.Get<ICallLedger>().Read(call.CallId, 10));
    }

    [Fact]
    public async Task AThousandLostCommands_ShareACommitOrTwo()
    {
        await using var store = await Start(("Calls:LedgerLinesPerMinute", "1000"));
        using var probe = new CommitProbe(store.Get<IMeterFactory>());
        var call = Example.Ringing();
        var began = Stopwatch.GetTimestamp();

        for (var i = 0; i < 1000; i++)
            store.Get<ICallLedger>().Note(Example.Line(call, "answer", after: i) with { Outcome = CommandOutcome.Lost });

        await Eventually.Holds(() => store.Get<ICallLedger>().Read(call.CallId, 2000), lines => lines.Length == 1000);
        // One a second, however long that takes on this machine.
        Assert.InRange(probe.Commits, 1, 2 + (int)Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    [Fact]
    public async Task WhatWaits_IsWrittenWhenTheProcessStops()
    {
        var call = Example.Ringing();
        await using (var store = await Start())
            store.Get<ICallLedger>().Note(Example.Line(call, "answer") with { Outcome = CommandOutcome.Lost });

        await using var next = await Start();
        Assert.Single(await next.Get<ICallLedger>().Read(call.CallId, 10));
    }

    [Fact]
    public async Task WhenTooManyWait_TheRestIsDroppedAndCounted()
    {
        await using var store = await Start(("Persistence:LedgerQueueLimit", "10"), ("Calls:LedgerLinesPerMinute", "1000"));
        var dropped = 0L;
        using var listener = new MeterListener();
        var meter = store.Get<IMeterFactory>().Create("OrleansCalls.Persistence");
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter && instrument.Name == "orleanscalls.ledger.dropped")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref dropped, value));
        listener.Start();
        var ledger = store.Get<ICallLedger>();

        for (var i = 0; i < 100; i++)
            ledger.Note(Example.Line(Example.Ringing(), "answer"));

        Assert.Equal(90, Interlocked.Read(ref dropped));
    }

    [Fact]
    public async Task OnePersonsFlood_IsCounted_AndCostsNobodyALine()
    {
        await using var store = await Start(("Persistence:LedgerQueueLimit", "20"), ("Calls:LedgerLinesPerMinute", "10"));
        var ledger = store.Get<ICallLedger>();
        var first = Refused(Example.Ringing(), "mallory");
        ledger.Note(first);
        LedgerEntry? beyond = null;
        for (var at = 1; at < 20_000; at++)
        {
            var line = Refused(Example.Ringing(), "mallory");
            ledger.Note(line);
            beyond = at == 10 ? line : beyond;
        }

        var honest = Refused(Example.Ringing(), "alice");
        ledger.Note(honest);

        await Reads(honest, more: 0);
        await Reads(first, more: 0);
        await Reads(beyond!, more: 20_000 - 11);

        Task Reads(LedgerEntry line, int more) =>
            Eventually.Holds(() => ledger.Read(line.CallId, 10), lines => lines.Length == 1 && lines[0].More == more);

        static LedgerEntry Refused(CallView call, string userId) =>
            Example.Line(call, "initiate") with { Outcome = CommandOutcome.Refused, Code = "forbidden", UserId = userId };
    }

    [Fact]
    public async Task Retention_ForgetsWhatIsOlder_AndNothingElse()
    {
        await using var store = await Start(("Calls:LedgerRetention", "1.00:00:00"));
        var clock = store.Clock;
        var (old, young) = (Example.Ringing(at: clock.Now.AddHours(-25)), Example.Ringing("carol", "dave", at: clock.Now.AddHours(-23)));
        foreach (var call in new[] { old, young })
            await store.WriteCall(await store.ReadCall(call.CallId), call, Example.Line(call, "initiate"));

        using var retention = new LedgerRetention(
            store.Get<NpgsqlDataSource>(), clock, store.Get<IOptions<CallsOptions>>(), TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<LedgerRetention>.Instance);
        await retention.Forget(CancellationToken.None);

        Assert.Empty(await store.Get<ICallLedger>().Read(old.CallId, 10));
        Assert.Single(await store.Get<ICallLedger>().Read(young.CallId, 10));
    }

    private Task<Store> Start(params (string Key, string Value)[] settings) => Store.Start(_database!, settings);
}
