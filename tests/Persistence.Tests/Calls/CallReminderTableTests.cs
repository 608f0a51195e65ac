using OrleansCalls.Calls;

namespace OrleansCalls.Persistence.Tests.Calls;

public abstract class CallReminderTableTests(StoreFixture fixture) : StoreTests(fixture)
{
    private CallReminderTable Table => new(Get<ICallIndex>());

    [Fact]
    public async Task ALiveCall_HasTheReminderThatItsGrainRegisters()
    {
        var call = Example.Ringing();
        await Store.WriteCall(call);

        var read = Assert.Single((await Table.ReadRows(CallGrainStates.Grain(call.CallId))).Reminders);

        Assert.Equal((CallGrainStates.Grain(call.CallId), Example.Start.AddSeconds(35).UtcDateTime), (read.GrainId, read.StartAt));
        Assert.Equal((TimeSpan.FromMinutes(1), DateTimeKind.Utc), (read.Period, read.StartAt.Kind));
        Assert.Equal(read.ETag, await Table.UpsertRow(read));
        Assert.Equal(read.ETag, (await Table.ReadRow(read.GrainId, read.ReminderName)).ETag);
        Assert.Null(await Table.ReadRow(read.GrainId, "another"));
    }

    [Fact]
    public async Task TheReminder_StaysWhenTheCallIsAnswered_AndGoesWithItsEnd()
    {
        var call = Example.Ringing();
        await Store.WriteCall(call, call.Answered());
        var read = Assert.Single((await Table.ReadRows(0, 0)).Reminders);
        Assert.Equal(Example.Start.AddSeconds(35).UtcDateTime, read.StartAt);

        // Only its silo forgets it: the call lives.
        Assert.True(await Table.RemoveRow(read.GrainId, read.ReminderName, read.ETag));
        Assert.NotNull(await Table.ReadRow(read.GrainId, read.ReminderName));

        await Store.WriteCall(await Store.ReadCall(call.CallId), call.Answered().Ended());
        Assert.Empty((await Table.ReadRows(0, 0)).Reminders);
        Assert.Null(await Table.ReadRow(read.GrainId, read.ReminderName));
    }

    [Fact]
    public async Task OtherReminders_AreRefused()
    {
        var another =
            new ReminderEntry { GrainId = GrainId.Create("user", "u:alice"), ReminderName = "deadline", Period = TimeSpan.FromMinutes(1) };

        await Assert.ThrowsAsync<NotSupportedException>(() => Table.UpsertRow(another));
        Assert.Empty((await Table.ReadRows(another.GrainId)).Reminders);
    }

    /// <summary>The ring goes from 0 to 2³²; a range whose begin is not less than its end goes around.</summary>
    public static TheoryData<uint, uint> Ranges => new()
    {
        { 0, uint.MaxValue },
        { 0x1000_0000, 0x9000_0000 },
        { 0x9000_0000, 0x1000_0000 },
        { 0x8000_0000, 0x7FFF_FFFF },
        { 0, 0 },
        { 0x8000_0000, 0x8000_0000 },
        { uint.MaxValue, 0 },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public async Task ARange_IsAboveItsBegin_UpToItsEnd_AroundTheRing(uint begin, uint end)
    {
        var calls = Enumerable.Range(0, 32).Select(pair => Example.Ringing($"caller{pair}", $"callee{pair}")).ToArray();
        await Task.WhenAll(calls.Select(call => Store.WriteCall(call)));

        var read = (await Table.ReadRows(begin, end)).Reminders.Select(entry => entry.GrainId).ToHashSet();

        var grains = calls.Select(call => CallGrainStates.Grain(call.CallId));
        Assert.Equal(grains.Where(grain => IsIn(grain.GetUniformHashCode(), begin, end)).ToHashSet(), read);
    }

    [Fact]
    public async Task TheEdges_OfARange_AreOutsideAtItsBegin_AndInsideAtItsEnd_AlsoWhenManyAreReadAtOnce()
    {
        var call = Example.Ringing();
        await Store.WriteCall(call);
        var hash = CallGrainStates.Grain(call.CallId).GetUniformHashCode();
        var table = Table;

        var read = await Task.WhenAll(
            table.ReadRows(hash - 1, hash), table.ReadRows(hash, hash + 1), table.ReadRows(hash, hash), table.ReadRows(hash - 1, hash));

        Assert.Equal([1, 0, 1, 1], read.Select(range => range.Reminders.Count));
    }

    private static bool IsIn(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    public sealed class OnPostgres(PostgresFixture fixture) : CallReminderTableTests(fixture), IClassFixture<PostgresFixture>;

    public sealed class InMemory(MemoryFixture fixture) : CallReminderTableTests(fixture), IClassFixture<MemoryFixture>;
}
