using System.Globalization;
using Orleans.Runtime.Cluster;

namespace Orleans.Runtime.Reminders;

/// <summary>Reminders in the memory that the silos of an in-process cluster share.</summary>
internal sealed class MemoryReminderTable(ClusterMemory memory) : IReminderTable
{
    public Task<ReminderTableData> ReadRows(GrainId grainId) =>
        Rows(entry => entry.GrainId.Equals(grainId));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Rows(entry =>
    {
        var hash = entry.GrainId.GetUniformHashCode();
        return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    });

    public Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName) =>
        Task.FromResult(memory.Reminders.TryGetValue((grainId, reminderName), out var entry) ? Copy(entry) : null!);

    public Task<string> UpsertRow(ReminderEntry entry)
    {
        var stored = Copy(entry);
        stored.ETag = memory.NextETag().ToString(CultureInfo.InvariantCulture);
        memory.Reminders[(entry.GrainId, entry.ReminderName)] = stored;
        return Task.FromResult(stored.ETag);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        Task.FromResult(memory.Reminders.TryGetValue((grainId, reminderName), out var entry)
            && string.Equals(entry.ETag, eTag, StringComparison.Ordinal)
            && memory.Reminders.TryRemove(new((grainId, reminderName), entry)));

    public Task TestOnlyClearTable()
    {
        memory.Reminders.Clear();
        return Task.CompletedTask;
    }

    private Task<ReminderTableData> Rows(Func<ReminderEntry, bool> which) =>
        Task.FromResult(new ReminderTableData(memory.Reminders.Values.Where(which).Select(Copy)));

    private static ReminderEntry Copy(ReminderEntry entry) =>
        new() { GrainId = entry.GrainId, ReminderName = entry.ReminderName, StartAt = entry.StartAt, Period = entry.Period, ETag = entry.ETag };
}
