using System.Collections.Immutable;
using Orleans.Storage;
using OrleansCalls.Calls;

namespace OrleansCalls.Persistence.Tests.Calls;

public abstract class CallStorageTests(StoreFixture fixture) : StoreTests(fixture)
{
    [Fact]
    public async Task Read_WhenNeverWritten_HasNoRecordAndNoETag()
    {
        var state = await Store.ReadCall(CallId.New());

        Assert.Null(state.State.Record);
        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not-a-call")]
    [InlineData("ABCDEF00-0000-7000-8000-00000000000G")]
    public async Task Read_OfWhatIsNoId_HasNoRecord(string id) => Assert.False((await Store.ReadCall(id)).RecordExists);

    [Fact]
    public async Task WhatIsRead_IsWhatWasWritten()
    {
        var call = Example.Ringing() with
        {
            Kind = CallKind.Group,
            ChannelId = "general",
            AbsorbedCallId = CallId.New(),
            Participants =
            [
                .. Example.Ringing().Participants,
                new Participant
                {
                    UserId = "zoë",
                    DisplayName = "Zoë \"Z\" 😀",
                    Status = ParticipantStatus.Busy,
                    Muted = true,
                    CameraOff = true,
                    Away = true,
                    Held = true,
                    RingDeadline = Example.Start.AddSeconds(9),
                    HandRaisedAt = Example.Start.AddSeconds(10),
                },
                new Participant { UserId = "anna", DisplayName = "", Status = ParticipantStatus.Dnd },
            ],
        };
        await Store.WriteCall(call);

        AssertSame(call, (await Store.ReadCall(call.CallId)).State.Record);
    }

    [Fact]
    public async Task EveryVersion_ReadsAsItWasWritten()
    {
        var ringing = Example.Ringing();
        var answered = ringing.Answered();
        var connected = answered with { Version = 3, State = CallState.Connected, ConnectedAt = Example.Start.AddSeconds(5) };
        var ended = connected.Ended(ParticipantStatus.Left, EndReason.Completed);
        var state = await Store.ReadCall(ringing.CallId);
        foreach (var version in new[] { ringing, answered, connected, ended })
        {
            await Store.WriteCall(state, version);
            AssertSame(version, (await Store.ReadCall(ringing.CallId)).State.Record);
        }
    }

    [Fact]
    public async Task Write_RaisesTheETagToTheVersion()
    {
        var call = Example.Ringing();
        var state = await Store.ReadCall(call.CallId);
        await Store.WriteCall(state, call);
        Assert.Equal("1", state.ETag);
        await Store.WriteCall(state, call.Answered());
        Assert.Equal("2", state.ETag);
        Assert.Equal("2", (await Store.ReadCall(call.CallId)).ETag);
    }

    [Fact]
    public async Task FirstWrite_WhenAnotherWasFirst_Conflicts()
    {
        var call = Example.Ringing();
        var (one, other) = (await Store.ReadCall(call.CallId), await Store.ReadCall(call.CallId));
        await Store.WriteCall(one, call);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.WriteCall(other, call with { Media = CallMedia.Audio }));
        AssertSame(call, (await Store.ReadCall(call.CallId)).State.Record);
    }

    [Fact]
    public async Task Write_OverAnotherVersion_Conflicts_AndChangesNothing()
    {
        var call = Example.Ringing();
        await Store.WriteCall(call);
        var stale = await Store.ReadCall(call.CallId);
        await Store.WriteCall(await Store.ReadCall(call.CallId), call.Answered());

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.WriteCall(stale, call.Ended()));
        AssertSame(call.Answered(), (await Store.ReadCall(call.CallId)).State.Record);
    }

    [Fact]
    public async Task RacingWrites_OneWins()
    {
        var call = Example.Ringing();
        await Store.WriteCall(call);
        var states = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Store.ReadCall(call.CallId)));

        var outcomes = await Task.WhenAll(states.Select(state => Conflicts(() => Store.WriteCall(state, call.Answered()))));

        Assert.Equal(19, outcomes.Count(conflict => conflict));
    }

    [Fact]
    public async Task Read_OfAnAbsorbedCall_GivesTheOneThatAbsorbedIt()
    {
        var absorbed = CallId.New();
        var call = Example.Ringing();
        await Store.WriteCall(call, call.Answered() with { AbsorbedCallId = absorbed });

        var state = await Store.ReadCall(absorbed);

        Assert.Equal(call.CallId, state.State.Record!.CallId);
        Assert.Equal("2", state.ETag);
    }

    [Fact]
    public async Task FirstWrite_OfAnAbsorbedCall_Conflicts()
    {
        var absorbed = Example.Ringing("bob", "alice");
        var before = await Store.ReadCall(absorbed.CallId);
        var call = Example.Ringing();
        await Store.WriteCall(call, call.Answered() with { AbsorbedCallId = absorbed.CallId });

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.WriteCall(before, absorbed));
    }

    [Fact]
    public async Task Write_AsTheGrainOfAnAbsorbedCall_IsRefused()
    {
        var absorbed = CallId.New();
        var call = Example.Ringing();
        await Store.WriteCall(call, call.Answered() with { AbsorbedCallId = absorbed });
        var state = await Store.ReadCall(absorbed);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Store.Storage().WriteStateAsync(StoredCall.StorageName, CallGrainStates.Grain(absorbed), state));
    }

    [Fact]
    public async Task OneCall_IsAbsorbedOnce()
    {
        var absorbed = CallId.New();
        var (one, other) = (Example.Ringing(), Example.Ringing("carol", "dave"));
        await Store.WriteCall(one, one.Answered() with { AbsorbedCallId = absorbed });

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => Store.WriteCall(other, other.Answered() with { AbsorbedCallId = absorbed }));
        AssertSame(other, (await Store.ReadCall(other.CallId)).State.Record);
    }

    [Fact]
    public async Task Absorbing_ACallThatExists_Conflicts()
    {
        var (one, other) = (Example.Ringing(), Example.Ringing("carol", "dave"));
        await Store.WriteCall(one);

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => Store.WriteCall(other, other.Answered() with { AbsorbedCallId = one.CallId }));
        await Assert.ThrowsAsync<InconsistentStateException>(
            () => Store.WriteCall(Example.Ringing("eve", "fay") with { AbsorbedCallId = one.CallId }));
    }

    [Fact]
    public async Task ASecondLiveCallOfOneUser_Conflicts_UntilTheFirstHasEnded()
    {
        var (first, second) = (Example.Ringing(), Example.Ringing("bob", "carol"));
        await Store.WriteCall(first);
        var state = await Store.ReadCall(second.CallId);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.WriteCall(state, second));
        Assert.False((await Store.ReadCall(second.CallId)).RecordExists);
        await Store.WriteCall(await Store.ReadCall(first.CallId), first.Ended());
        await Store.WriteCall(state, second);

        Assert.True((await Store.ReadCall(second.CallId)).RecordExists);
    }

    [Fact]
    public async Task ALiveCallThatIsHeld_LeavesRoomForOneMore()
    {
        var (held, other, third) = (Hold(Example.Ringing()), Example.Ringing("alice", "carol"), Example.Ringing("alice", "dave"));
        await Store.WriteCall(held);
        await Store.WriteCall(other);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.WriteCall(third));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Store.WriteCall(Hold(third)));
        Assert.Equal(2, (await Get<ICallIndex>().ReadUserCalls("alice", Example.Start)).Live.Length);

        static CallView Hold(CallView call) =>
            call with { Participants = [call.Participants[0] with { Held = true }, call.Participants[1]] };
    }

    [Fact]
    public async Task RacingCallsOfOneUser_OneIsMade_AndOthersAreUnharmed()
    {
        var calls = Enumerable.Range(0, 20).Select(number => Example.Ringing($"caller{number}")).ToList();
        var others = Enumerable.Range(0, 20).Select(number => Example.Ringing($"a{number}", $"b{number}")).ToList();

        var outcomes = Task.WhenAll(calls.Select(call => Conflicts(() => Store.WriteCall(call))));
        await Task.WhenAll(others.Select(call => Store.WriteCall(call)));

        Assert.Equal(19, (await outcomes).Count(conflict => conflict));
        Assert.Single((await Get<ICallIndex>().ReadUserCalls("bob", Example.Start)).Live);
    }

    [Fact]
    public async Task Clear_RemovesTheCall()
    {
        var call = Example.Ringing() with { AbsorbedCallId = CallId.New() };
        await Store.WriteCall(call);
        var state = await Store.ReadCall(call.CallId);
        await Store.Storage().ClearStateAsync(StoredCall.StorageName, CallGrainStates.Grain(call.CallId), state);

        Assert.False(state.RecordExists);
        Assert.False((await Store.ReadCall(call.CallId)).RecordExists);
        Assert.False((await Store.ReadCall(call.AbsorbedCallId!)).RecordExists);
        Assert.Empty((await Get<ICallIndex>().ReadHistory("bob", null, 10)).Items);
    }

    private static async Task<bool> Conflicts(Func<Task> write)
    {
        try
        {
            await write();
            return false;
        }
        catch (InconsistentStateException)
        {
            return true;
        }
    }

    private static void AssertSame(CallView expected, CallView? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Participants.AsEnumerable(), actual.Participants);
        Assert.Equal(expected with { Participants = [] }, actual with { Participants = ImmutableArray<Participant>.Empty });
    }

    public sealed class OnPostgres(PostgresFixture fixture) : CallStorageTests(fixture), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : CallStorageTests(fixture), IClassFixture<MemoryFixture>;
}
