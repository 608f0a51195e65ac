using System.Collections.Concurrent;
using OrleansCalls.Engine.Tests.Reminders;

namespace OrleansCalls.Engine.Tests.Internals.Reminders;

/// <summary>Rows shared by the silos of a cluster, and a record of which silo read which hashes.</summary>
internal sealed class RecordingReminderTable(ILocalSiloDetails silo) : IReminderTable
{
    private static readonly ConcurrentQueue<(SiloAddress Silo, uint Begin, uint End)> Readings = new();
    private readonly ReminderTableUnderTest _rows = new();

    public static (uint Begin, uint End)[] ReadBy(SiloAddress silo) =>
        [.. Readings.Where(one => one.Silo.Equals(silo)).Select(one => (one.Begin, one.End))];

    public Task<ReminderTableData> ReadRows(GrainId grainId) => _rows.ReadRows(grainId);

    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        Readings.Enqueue((silo.SiloAddress, begin, end));
        return _rows.ReadRows(begin, end);
    }

    public Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName) => _rows.ReadRow(grainId, reminderName);

    public Task<string> UpsertRow(ReminderEntry entry) => _rows.UpsertRow(entry);

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => _rows.RemoveRow(grainId, reminderName, eTag);

    public Task TestOnlyClearTable() => _rows.TestOnlyClearTable();
}
