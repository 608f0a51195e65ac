using System.Collections.Immutable;
using Orleans.Storage;
using OrleansCalls.Calls;
using OrleansCalls.Testing;

namespace OrleansCalls.Persistence.Tests.Calls;

public abstract class CallLedgerTests(StoreFixture fixture) : StoreTests(fixture)
{
    private ICallLedger Ledger => Get<ICallLedger>();

    [Fact]
    public async Task ALine_IsWrittenWithItsCall_AndReadsAsItWasWritten()
    {
        var call = Example.Ringing();
        var state = await Store.ReadCall(call.CallId);
        var made = Example.Line(call, "initiate");
        await Store.WriteCall(state, call, made);
        var answered = Example.Line(call.Answered(), "answer", after: 3);
        await Store.WriteCall(state, call.Answered(), answered);
        var ended = Example.Line(call.Answered().Ended(), "hang_up", after: 9);
        await Store.WriteCall(state, call.Answered().Ended(), ended);

        Assert.Equal<IEnumerable<LedgerEntry>>([made, answered, ended], await Ledger.Read(call.CallId, 10));
    }

    [Fact]
    public async Task ALineOfAWriteThatFails_IsNotThere()
    {
        var call = Example.Ringing();
        await Store.WriteCall(call);

        await Assert.ThrowsAsync<InconsistentStateException>(async () =>
            await Store.WriteCall(new Orleans.GrainState<StoredCall>(new StoredCall()), call, Example.Line(call, "initiate")));
        Assert.Empty(await Ledger.Read(call.CallId, 10));
    }

    [Fact]
    public async Task LinesThatChangedNothing_ComeSoon_InTheOrderOfTheirTimes()
    {
        var call = Example.Ringing();
        await Store.WriteCall(await Store.ReadCall(call.CallId), call, Example.Line(call, "initiate"));
        var refused =
            Example.Line(call, "answer", after: 2) with { Outcome = CommandOutcome.Refused, Code = "not_found", UserId = "eve\0" };
        var own = Example.Line(call, "expire", after: 1) with { Outcome = CommandOutcome.Lost, UserId = null, DeviceId = null };
        Ledger.Note(refused);
        Ledger.Note(own);

        var lines = await Eventually.Holds(() => Read(call.CallId), lines => lines.Length == 3);
        Assert.Equal(["initiate", "expire", "answer"], lines.Select(line => line.Command));
        Assert.Equal(own, lines[1]);
        Assert.Equal(("not_found", CommandOutcome.Refused), (lines[2].Code, lines[2].Outcome));
    }

    [Fact]
    public async Task ALineOfACallThatWasNeverMade_IsKept()
    {
        var line = Example.Line(
            Example.Ringing(), "initiate") with
        { Outcome = CommandOutcome.Refused, Code = "forbidden", Version = null, State = null };
        Ledger.Note(line);

        Assert.Equal(line, Assert.Single(await Eventually.Holds(() => Read(line.CallId), lines => lines.Length == 1)));
    }

    [Fact]
    public async Task TheLedgerOfACall_HasTheLinesOfTheOneThatItAbsorbed_UpToALimit()
    {
        var crossed = CallId.New();
        var call = Example.Ringing();
        var state = await Store.ReadCall(call.CallId);
        await Store.WriteCall(state, call, Example.Line(call, "initiate"));
        await Store.WriteCall(state, call.Answered() with { AbsorbedCallId = crossed }, Example.Line(call.Answered(), "answer", after: 2));
        Ledger.Note(Example.Line(
            call, "initiate", after: 1) with
        { CallId = crossed, Outcome = CommandOutcome.Lost, Code = LedgerEntry.Glare });

        var lines = await Eventually.Holds(() => Read(call.CallId), lines => lines.Length == 3);
        Assert.Equal([call.CallId, crossed, call.CallId], lines.Select(line => line.CallId));
        Assert.Equal(2, (await Ledger.Read(call.CallId, 2)).Length);
    }

    [Fact]
    public async Task ALineThatStandsForSeveral_IsThereOnce_WithTheHighestCount()
    {
        var call = Example.Ringing();
        var state = await Store.ReadCall(call.CallId);
        var line = Example.Line(call, "mute");
        await Store.WriteCall(state, call, line);
        await Store.WriteCall(state, call.Answered(), line with { More = 3, DeviceId = "newest" });
        var refused = Example.Line(call, "answer", after: 1) with { Outcome = CommandOutcome.Refused, Code = "not_found" };
        for (var more = 0; more < 50; more++)
            Ledger.Note(refused with { More = more });

        var lines = await Eventually.Holds(() => Read(call.CallId), lines => lines.Length == 2 && lines[1].More == 49);
        Assert.Equal((line.Id, 3, "newest"), (lines[0].Id, lines[0].More, lines[0].DeviceId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no call")]
    public async Task WhatIsNoId_HasNoLines(string callId) => Assert.Empty(await Ledger.Read(callId, 10));

    private Task<ImmutableArray<LedgerEntry>> Read(string callId) => Ledger.Read(callId, 10);

    public sealed class OnPostgres(PostgresFixture fixture) : CallLedgerTests(fixture), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : CallLedgerTests(fixture), IClassFixture<MemoryFixture>;
}
