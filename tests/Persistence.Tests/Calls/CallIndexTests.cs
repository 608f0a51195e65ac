using OrleansCalls.Calls;

namespace OrleansCalls.Persistence.Tests.Calls;

public abstract class CallIndexTests(StoreFixture fixture) : StoreTests(fixture)
{
    private ICallIndex Index => Get<ICallIndex>();

    [Fact]
    public async Task ReadUserCalls_OfNobody_IsEmpty()
    {
        var calls = await Index.ReadUserCalls("nobody", Example.Start);

        Assert.Empty(calls.Live);
        Assert.Empty(calls.Attempts);
    }

    [Fact]
    public async Task ReadUserCalls_OfManyAtOnce_GivesEachTheirOwn()
    {
        var calls = Enumerable.Range(0, 50).Select(i => Example.Ringing($"caller{i}", $"callee{i}", Example.Start.AddSeconds(i))).ToArray();
        foreach (var call in calls)
            await Store.WriteCall(call);

        var callers = await Task.WhenAll(calls.Select((call, i) => Index.ReadUserCalls($"caller{i}", call.CreatedAt)));
        var callees = await Task.WhenAll(calls.Select((call, i) => Index.ReadUserCalls($"callee{i}", call.CreatedAt)));
        var later = await Task.WhenAll(calls.Select((call, i) => Index.ReadUserCalls($"caller{i}", call.CreatedAt.AddTicks(10))));

        var ids = calls.Select(call => call.CallId);
        Assert.Equal(ids, callers.Select(found => Assert.Single(found.Live).CallId));
        Assert.Equal(ids, callers.Select(found => Assert.Single(found.Attempts).CallId));
        Assert.Equal(ids, callees.Select(found => Assert.Single(found.Live).CallId));
        Assert.All(callees.Concat(later), found => Assert.Empty(found.Attempts));
    }

    [Fact]
    public async Task Live_IsTheCallThatHasNotEndedAndThatOneIsStillIn()
    {
        var declined = Example.Ringing("carol", at: Example.Start.AddMinutes(2));
        declined = declined with
        {
            Kind = CallKind.Group,
            Participants =
            [
                declined.Participants[0],
                declined.Participants[1] with { Status = ParticipantStatus.Declined },
                declined.Participants[1] with { UserId = "dave" },
            ],
        };
        var ended = Example.Ringing("erin");
        var ringing = Example.Ringing(at: Example.Start.AddMinutes(1));
        await Store.WriteCall(declined);
        await Store.WriteCall(ended, ended.Ended());
        await Store.WriteCall(ringing);
        Assert.Equal(CallState.Ringing, Assert.Single((await Index.ReadUserCalls("bob", Example.Start)).Live).State);

        await Store.WriteCall(await Store.ReadCall(ringing.CallId), ringing.Answered());

        var live = Assert.Single((await Index.ReadUserCalls("bob", Example.Start)).Live);
        Assert.Equal((ringing.CallId, CallState.Connecting), (live.CallId, live.State));
        Assert.Equal(["phone", "laptop"], live.Participants.Select(person => person.DeviceId));
        Assert.Single((await Index.ReadUserCalls("alice", Example.Start)).Live);
    }

    [Fact]
    public async Task Attempts_AreOnesOwn_SinceThen_OldestFirst()
    {
        var old = Example.Ringing(at: Example.Start.AddTicks(-10));
        var first = Example.Ringing(at: Example.Start);
        var second = Example.Ringing(callee: "carol", at: Example.Start.AddSeconds(1));
        var others = Example.Ringing("bob", "alice", Example.Start.AddSeconds(2));
        var live = Example.Ringing(at: Example.Start.AddSeconds(3));
        foreach (var call in new[] { second, others, old, first })
            await Store.WriteCall(call, call.Ended());
        await Store.WriteCall(live);

        var attempts = (await Index.ReadUserCalls("alice", Example.Start)).Attempts;

        Assert.Equal(new[] { first, second, live }.Select(call => new CallAttempt(call.CallId, call.CreatedAt)), attempts);
    }

    [Fact]
    public async Task Overdue_AreLiveCallsWhoseDeadlineHasPassed_MostOverdueFirst()
    {
        var late = Example.Ringing("a", "b", Example.Start.AddMinutes(1));
        var later = Example.Ringing("c", "d", Example.Start.AddMinutes(2));
        var inTime = Example.Ringing("e", "f", Example.Start.AddMinutes(3));
        var over = Example.Ringing("g", "h");
        foreach (var call in new[] { inTime, later, late })
            await Store.WriteCall(call);
        await Store.WriteCall(over, over.Ended());

        Assert.Equal([late.CallId, later.CallId], (await Index.ReadOverdue(later.RingDeadline!.Value, 10)).AsEnumerable());
        Assert.Equal([late.CallId], (await Index.ReadOverdue(later.RingDeadline!.Value, 1)).AsEnumerable());
        Assert.Empty(await Index.ReadOverdue(Example.Start, 10));
    }

    [Theory]
    [InlineData(ParticipantStatus.Missed, EndReason.Missed, true)]
    [InlineData(ParticipantStatus.Missed, EndReason.Cancelled, true)]
    [InlineData(ParticipantStatus.Busy, EndReason.Busy, true)]
    [InlineData(ParticipantStatus.Offline, EndReason.Offline, true)]
    [InlineData(ParticipantStatus.Dnd, EndReason.Dnd, true)]
    [InlineData(ParticipantStatus.Declined, EndReason.Rejected, false)]
    [InlineData(ParticipantStatus.Left, EndReason.Completed, false)]
    [InlineData(ParticipantStatus.Joined, EndReason.Dropped, false)]
    public async Task Missed_AreEndedCallsThatTheCalleeWasNotIn(ParticipantStatus status, EndReason reason, bool missed)
    {
        var call = Example.Ringing();
        await Store.WriteCall(call);
        Assert.Equal(0, await Index.CountUnseen("bob"));
        await Store.WriteCall(await Store.ReadCall(call.CallId), call.Ended(status, reason));

        Assert.Equal(missed ? 1 : 0, await Index.CountUnseen("bob"));
        Assert.Equal(missed ? 1 : 0, (await Index.ReadMissed("bob", 10)).Length);
        Assert.Equal(0, await Index.CountUnseen("alice"));
    }

    [Fact]
    public async Task Missed_WhileTheCallGoesOnWithOthers_IsNotYet()
    {
        var call = Example.Ringing();
        call = call with
        {
            Participants =
            [.. call.Participants, new Participant { UserId = "carol", DisplayName = "Carol", Status = ParticipantStatus.Busy }]
        };
        await Store.WriteCall(call, call.Answered());

        Assert.Equal(0, await Index.CountUnseen("carol"));
    }

    [Fact]
    public async Task ReadMissed_IsNewestFirst_AndSaysWhatWasSeen()
    {
        var calls = await WriteMissed(5);
        await Index.MarkSeen("bob", calls[1].CallId);

        var missed = await Index.ReadMissed("bob", 3);

        Assert.Equal([calls[4].CallId, calls[3].CallId, calls[2].CallId], missed.Select(entry => entry.Call.CallId));
        Assert.Equal([false, false, false, true, false], (await Index.ReadMissed("bob", 10)).Select(entry => entry.Seen));
        Assert.Equal(2, missed[0].Call.Participants.Length);
    }

    [Fact]
    public async Task MarkSeen_OfOne_LowersTheCountOnce()
    {
        var calls = await WriteMissed(3);

        Assert.True(await Index.MarkSeen("bob", calls[0].CallId));
        Assert.True(await Index.MarkSeen("bob", calls[0].CallId));
        Assert.Equal(2, await Index.CountUnseen("bob"));
    }

    [Fact]
    public async Task MarkSeen_OfAll_LeavesNone()
    {
        await WriteMissed(3);

        Assert.True(await Index.MarkSeen("bob", null));
        Assert.Equal(0, await Index.CountUnseen("bob"));
        Assert.All(await Index.ReadMissed("bob", 10), missed => Assert.True(missed.Seen));
        Assert.True(await Index.MarkSeen("bob", null));
    }

    [Fact]
    public async Task MarkSeen_OfWhatIsNotOnes_IsFalse()
    {
        var calls = await WriteMissed(1);

        Assert.False(await Index.MarkSeen("carol", calls[0].CallId));
        Assert.False(await Index.MarkSeen("bob", CallId.New()));
        Assert.False(await Index.MarkSeen("bob", "no-id"));
        Assert.Equal(1, await Index.CountUnseen("bob"));
    }

    [Fact]
    public async Task MarkSeen_BeforeTheCallIsMissed_IsNoSeeing()
    {
        var call = Example.Ringing();
        await Store.WriteCall(call);
        Assert.True(await Index.MarkSeen("bob", call.CallId));
        await Store.WriteCall(await Store.ReadCall(call.CallId), call.Ended());

        Assert.Equal(1, await Index.CountUnseen("bob"));
    }

    [Fact]
    public async Task History_IsBothDirections_NewestFirst()
    {
        var made = Example.Ringing("bob", "carol", Example.Start);
        var taken = Example.Ringing("alice", "bob", Example.Start.AddMinutes(1));
        await Store.WriteCall(made, made.Ended());
        await Store.WriteCall(taken);
        await Store.WriteCall(Example.Ringing("dave", "carol"));

        var page = await Index.ReadHistory("bob", null, 10);

        Assert.Equal([taken.CallId, made.CallId], page.Items.Select(call => call.CallId));
        Assert.Null(page.Next);
    }

    [Fact]
    public async Task History_IsFilteredByDirectionAndByWhatWasMissed()
    {
        var made = Example.Ringing("bob", "carol", Example.Start);
        var taken = Example.Ringing("alice", "bob", Example.Start.AddMinutes(1));
        await Store.WriteCall(made, made.Ended());
        await Store.WriteCall(taken, taken.Ended());

        async Task<IEnumerable<string>> Read(HistoryFilter filter) =>
            (await Index.ReadHistory("bob", null, 10, filter)).Items.Select(call => call.CallId);
        Assert.Equal([taken.CallId, made.CallId], await Read(HistoryFilter.All));
        Assert.Equal([made.CallId], await Read(HistoryFilter.Outgoing));
        Assert.Equal([taken.CallId], await Read(HistoryFilter.Incoming));
        Assert.Equal([taken.CallId], await Read(HistoryFilter.Missed));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    public async Task History_PagesWithoutGapsOrDoubles_UnderTies(int limit)
    {
        // Ten calls at three moments only.
        var calls = Enumerable.Range(0, 10).Select(number => Example.Ringing(at: Example.Start.AddSeconds(number / 4))).ToList();
        foreach (var call in calls)
            await Store.WriteCall(call, call.Ended());

        var read = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Index.ReadHistory("alice", cursor, limit);
            Assert.True(page.Items.Length <= limit);
            read.AddRange(page.Items.Select(call => call.CallId));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(
            calls.OrderByDescending(call => call.CreatedAt).ThenByDescending(call => call.CallId, StringComparer.Ordinal)
                .Select(call => call.CallId),
            read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("AAAA")]
    [InlineData("__79")]
    [InlineData("OTk5OTk5OTk5OTk5OTk5OTk5OTk5AGFiYw")]
    public async Task History_WithABrokenCursor_IsAFormatException(string cursor) =>
        await Assert.ThrowsAsync<FormatException>(() => Index.ReadHistory("alice", cursor, 10));

    private async Task<List<CallView>> WriteMissed(int count)
    {
        var calls = Enumerable.Range(0, count).Select(number => Example.Ringing(at: Example.Start.AddMinutes(number))).ToList();
        foreach (var call in calls)
            await Store.WriteCall(call, call.Ended());
        return calls;
    }

    public sealed class OnPostgres(PostgresFixture fixture) : CallIndexTests(fixture), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : CallIndexTests(fixture), IClassFixture<MemoryFixture>;
}
