namespace OrleansCalls.Persistence.Tests.Providers;

/// <summary>Orleans' own ADO.NET table of reminders over our queries, for those who register it in place of the product's.</summary>
public sealed class ReminderTableTests(ProviderHost host) : IClassFixture<ProviderHost>
{
    private static readonly DateTime Due = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly string _service = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task WhatIsRead_IsWhatWasWritten()
    {
        var table = await host.Reminders(_service);
        var etag = await table.UpsertRow(Entry("c:1"));

        var read = await table.ReadRow(Grain("c:1"), "deadline");

        Assert.Equal(
            (Grain("c:1"), "deadline", Due, TimeSpan.FromMinutes(1), etag),
            (read.GrainId, read.ReminderName, read.StartAt, read.Period, read.ETag));
        Assert.Null(await table.ReadRow(Grain("c:1"), "another"));
    }

    [Fact]
    public async Task AnUpsert_OfTheSame_ReplacesIt_UnderAnotherETag()
    {
        var table = await host.Reminders(_service);
        var first = await table.UpsertRow(Entry("c:1"));
        var later = Entry("c:1");
        later.StartAt = Due.AddSeconds(10);
        var second = await table.UpsertRow(later);

        var read = Assert.Single((await table.ReadRows(Grain("c:1"))).Reminders);

        Assert.NotEqual(first, second);
        Assert.Equal((Due.AddSeconds(10), second), (read.StartAt, read.ETag));
    }

    [Fact]
    public async Task ARemoval_WithAnOldETag_LeavesTheReminder()
    {
        var table = await host.Reminders(_service);
        var first = await table.UpsertRow(Entry("c:1"));
        var second = await table.UpsertRow(Entry("c:1"));

        Assert.False(await table.RemoveRow(Grain("c:1"), "deadline", first));
        Assert.True(await table.RemoveRow(Grain("c:1"), "deadline", second));
        Assert.False(await table.RemoveRow(Grain("c:1"), "deadline", second));
    }

    /// <summary>The ring goes from 0 to 2³² and is kept in signed numbers: a range of either kind may cross either seam.</summary>
    [Theory]
    [InlineData(0x0000_0000u, 0x7FFF_FFFFu)]
    [InlineData(0x7FFF_FFFFu, 0xFFFF_FFFFu)]
    [InlineData(0x4000_0000u, 0xC000_0000u)]
    [InlineData(0xC000_0000u, 0x4000_0000u)]
    [InlineData(0xFFFF_FFFFu, 0x1000_0000u)]
    [InlineData(0x2000_0000u, 0x1000_0000u)]
    public async Task ARange_IsAfterItsBegin_UpToItsEnd_AroundTheRing(uint begin, uint end)
    {
        var table = await host.Reminders(_service);
        var grains = Enumerable.Range(0, 64).Select(number => Grain($"c:{number}")).ToList();
        foreach (var grain in grains)
            await table.UpsertRow(new ReminderEntry { GrainId = grain, ReminderName = "deadline", StartAt = Due, Period = TimeSpan.FromMinutes(1) });

        var read = (await table.ReadRows(begin, end)).Reminders.Select(reminder => reminder.GrainId).ToHashSet();

        Assert.Equal(grains.Where(grain => IsIn(grain.GetUniformHashCode(), begin, end)).ToHashSet(), read);
        Assert.NotEmpty(read);
    }

    [Fact]
    public async Task TheEdges_OfARange_AreOutsideAtTheBegin_AndInsideAtTheEnd()
    {
        var table = await host.Reminders(_service);
        await table.UpsertRow(Entry("c:1"));
        var hash = Grain("c:1").GetUniformHashCode();

        Assert.Single((await table.ReadRows(hash - 1, hash)).Reminders);
        Assert.Empty((await table.ReadRows(hash, hash + 1)).Reminders);
        Assert.Single((await table.ReadRows(hash, hash)).Reminders);
    }

    [Fact]
    public async Task TheProductsTable_AndOrleansOwn_ReadEachOthersRows()
    {
        var orleans = await host.Reminders(_service);
        var product = host.ProductReminders(_service);
        await orleans.UpsertRow(Entry("c:1"));
        await product.UpsertRow(Entry("c:2"));

        Assert.Equal(2, (await orleans.ReadRows(0, 0)).Reminders.Count);
        Assert.Equal(2, (await product.ReadRows(0, 0)).Reminders.Count);
        Assert.Equal((await orleans.ReadRow(Grain("c:2"), "deadline")).ETag, (await product.ReadRow(Grain("c:2"), "deadline")).ETag);
    }

    [Fact]
    public async Task RemindersOfAnotherService_AreLeftAlone()
    {
        var table = await host.Reminders(_service);
        var other = await host.Reminders(_service + "x");
        await table.UpsertRow(Entry("c:1"));
        await other.UpsertRow(Entry("c:1"));

        await table.TestOnlyClearTable();

        Assert.Empty((await table.ReadRows(0, 0)).Reminders);
        Assert.Single((await other.ReadRows(0, 0)).Reminders);
    }

    private static bool IsIn(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;

    private static GrainId Grain(string key) => GrainId.Create("call", key);

    private static ReminderEntry Entry(string key) => new() { GrainId = Grain(key), ReminderName = "deadline", StartAt = Due, Period = TimeSpan.FromMinutes(1) };
}
