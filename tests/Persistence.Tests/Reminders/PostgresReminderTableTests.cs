using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using OrleansCalls.Persistence.Tests.Calls;
using OrleansCalls.Reminders;

namespace OrleansCalls.Persistence.Tests.Reminders;

public sealed class PostgresReminderTableTests(PostgresFixture fixture) : StoreTests(fixture), IClassFixture<PostgresFixture>
{
    private static readonly DateTime Due = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private IReminderTable Table => TableOf("calls");

    [Fact]
    public async Task WhatIsRead_IsWhatWasWritten()
    {
        var entry = Entry("c:1");
        var etag = await Table.UpsertRow(entry);

        var read = await Table.ReadRow(entry.GrainId, "deadline");

        Assert.Equal(entry.GrainId, read.GrainId);
        Assert.Equal("deadline", read.ReminderName);
        Assert.Equal(Due, read.StartAt);
        Assert.Equal(DateTimeKind.Utc, read.StartAt.Kind);
        Assert.Equal(TimeSpan.FromMinutes(1), read.Period);
        Assert.Equal(etag, read.ETag);
    }

    [Fact]
    public async Task ReadRow_OfNone_IsNull() => Assert.Null(await Table.ReadRow(Entry("c:1").GrainId, "deadline"));

    [Fact]
    public async Task UpsertRow_OfTheSame_ReplacesIt_UnderAnotherETag()
    {
        var entry = Entry("c:1");
        var first = await Table.UpsertRow(entry);
        entry.StartAt = Due.AddSeconds(10);
        var second = await Table.UpsertRow(entry);

        Assert.NotEqual(first, second);
        var read = Assert.Single((await Table.ReadRows(entry.GrainId)).Reminders);
        Assert.Equal((Due.AddSeconds(10), second), (read.StartAt, read.ETag));
    }

    [Fact]
    public async Task UpsertRow_ForACallThatHasEnded_WritesNothing()
    {
        var call = Example.Ringing();
        await Store.WriteCall(call, call.Ended());
        var entry = Entry(GrainKeys.Call(call.CallId));

        var etag = await Table.UpsertRow(entry);

        Assert.Empty((await Table.ReadRows(entry.GrainId)).Reminders);
        Assert.False(await Table.RemoveRow(entry.GrainId, "deadline", etag));
    }

    [Fact]
    public async Task UpsertRow_TakesUnspecifiedTimesForUtc()
    {
        var entry = Entry("c:1");
        entry.StartAt = DateTime.SpecifyKind(Due, DateTimeKind.Unspecified);
        await Table.UpsertRow(entry);

        Assert.Equal(Due, (await Table.ReadRow(entry.GrainId, "deadline")).StartAt);
    }

    [Fact]
    public async Task RemoveRow_WithTheETag_RemovesIt_AndWithAnotherDoesNot()
    {
        var entry = Entry("c:1");
        var first = await Table.UpsertRow(entry);
        var second = await Table.UpsertRow(entry);

        Assert.False(await Table.RemoveRow(entry.GrainId, "deadline", first));
        Assert.False(await Table.RemoveRow(entry.GrainId, "other", second));
        Assert.False(await Table.RemoveRow(entry.GrainId, "deadline", "no etag"));
        Assert.True(await Table.RemoveRow(entry.GrainId, "deadline", second));
        Assert.False(await Table.RemoveRow(entry.GrainId, "deadline", second));
        Assert.Null(await Table.ReadRow(entry.GrainId, "deadline"));
    }

    [Fact]
    public async Task TheEndOfACall_RemovesItsReminder_AndNoOther()
    {
        var (ending, going) = (Example.Ringing("alice", "bob"), Example.Ringing("carol", "dave"));
        foreach (var call in new[] { ending, going })
        {
            await Store.WriteCall(call);
            await Table.UpsertRow(Entry(GrainKeys.Call(call.CallId)));
        }

        await Store.WriteCall(await Store.ReadCall(ending.CallId), ending.Ended());
        await Store.WriteCall(await Store.ReadCall(going.CallId), going.Answered());

        Assert.Equal([CallGrainStates.Grain(going.CallId)], (await Table.ReadRows(0, 0)).Reminders.Select(entry => entry.GrainId));
    }

    [Fact]
    public async Task ReadRows_OfAGrain_AreAllOfIt()
    {
        await Table.UpsertRow(Entry("c:1", "one"));
        await Table.UpsertRow(Entry("c:1", "two"));
        await Table.UpsertRow(Entry("c:2", "one"));

        Assert.Equal(["one", "two"], (await Table.ReadRows(Entry("c:1").GrainId)).Reminders.Select(entry => entry.ReminderName).Order(StringComparer.Ordinal));
    }

    public static TheoryData<uint, uint> Ranges => new()
    {
        { 0, uint.MaxValue },
        { 0x1000_0000, 0x9000_0000 },
        { 0x9000_0000, 0xF000_0000 },
        { 0x1000_0000, 0x2000_0000 },
        { 0x7FFF_FFFF, 0x8000_0000 },
        { 0xF000_0000, 0x1000_0000 },
        { 0x9000_0000, 0x1000_0000 },
        { 0x8000_0000, 0x7FFF_FFFF },
        { 0, 0 },
        { 0x8000_0000, 0x8000_0000 },
        { uint.MaxValue, 0 },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task ReadRows_OfARange_AreThoseAboveItsBeginUpToItsEnd_AroundTheRing(uint begin, uint end)
    {
        var entries = Enumerable.Range(0, 64).Select(number => Entry($"c:{number}")).ToList();
        await Task.WhenAll(entries.Select(Table.UpsertRow));

        var read = (await Table.ReadRows(begin, end)).Reminders.Select(entry => entry.GrainId).ToHashSet();

        Assert.Equal(entries.Select(entry => entry.GrainId).Where(grain => InRange(grain.GetUniformHashCode(), begin, end)).ToHashSet(), read);
    }

    [Fact]
    public async Task ReadRows_OfARange_IncludesItsEnd_AndExcludesItsBegin()
    {
        var entry = Entry("c:1");
        await Table.UpsertRow(entry);
        var hash = entry.GrainId.GetUniformHashCode();

        Assert.Single((await Table.ReadRows(hash - 1, hash)).Reminders);
        Assert.Empty((await Table.ReadRows(hash, hash + 1)).Reminders);
    }

    [Fact]
    public async Task Services_DoNotSeeEachOther()
    {
        await TableOf("one").UpsertRow(Entry("c:1"));
        await TableOf("two").UpsertRow(Entry("c:1"));
        await TableOf("one").TestOnlyClearTable();

        Assert.Empty((await TableOf("one").ReadRows(0, 0)).Reminders);
        Assert.Single((await TableOf("two").ReadRows(0, 0)).Reminders);
    }

    private static bool InRange(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static ReminderEntry Entry(string key, string name = "deadline") => new()
    {
        GrainId = GrainId.Create("call", key),
        ReminderName = name,
        StartAt = Due,
        Period = TimeSpan.FromMinutes(1),
    };

    private PostgresReminderTable TableOf(string serviceId) =>
        new(Get<NpgsqlDataSource>(), Get<GroupCommit>(), Options.Create(new ClusterOptions { ServiceId = serviceId, ClusterId = serviceId }));
}
