using System.Collections.Concurrent;
using System.Globalization;

namespace OrleansCalls.Engine.Tests.Reminders;

/// <summary>A table of the application's own, whose rows outlive silos.</summary>
public sealed class ReminderTableUnderTest : IReminderTable
{
    private static readonly ConcurrentDictionary<(GrainId Grain, string Name), ReminderEntry> Rows = new();
    private static int _lastVersion;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Read(row => row.GrainId == grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Read(row =>
    {
        var hash = row.GrainId.GetUniformHashCode();
        return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    });

    public Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName) =>
        Task.FromResult(Rows.GetValueOrDefault((grainId, reminderName))!);

    public Task<string> UpsertRow(ReminderEntry entry)
    {
        var version = Interlocked.Increment(ref _lastVersion).ToString(CultureInfo.InvariantCulture);
        Rows[(entry.GrainId, entry.ReminderName)] = new()
        {
            GrainId = entry.GrainId,
            ReminderName = entry.ReminderName,
            StartAt = entry.StartAt,
            Period = entry.Period,
            ETag = version,
        };
        return Task.FromResult(version);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        Task.FromResult(
            Rows.TryGetValue((grainId, reminderName), out var row) && row.ETag == eTag && Rows.TryRemove((grainId, reminderName), out _));

    public Task TestOnlyClearTable()
    {
        Rows.Clear();
        return Task.CompletedTask;
    }

    private static Task<ReminderTableData> Read(Func<ReminderEntry, bool> which) =>
        Task.FromResult(new ReminderTableData(Rows.Values.Where(which)));
}
