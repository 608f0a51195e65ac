using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>
/// Orleans' table of reminders. Only calls have one, and a live call's row is its reminder: nothing else is written, and the
/// reminder ends with its call.
/// </summary>
public sealed class CallReminderTable : IReminderTable
{
    private readonly ICallIndex _calls;
    private readonly BatchLoader<(uint Begin, uint End), ReminderTableData> _ranges;

    /// <summary>Over the rows of calls.</summary>
    public CallReminderTable(ICallIndex calls)
    {
        _calls = calls;
        _ranges = new(ReadRanges, lanes: 1);
    }

    public async Task<ReminderTableData> ReadRows(uint begin, uint end) => (await _ranges.Load((begin, end)))!;

    public async Task<ReminderTableData> ReadRows(GrainId grainId)
    {
        var found = await _calls.ReadLive(GrainKeys.Id(grainId.Key.ToString()!));
        return new(found.Select(CallReminder.Of).Where(entry => entry.GrainId == grainId));
    }

    public async Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName) =>
        (await ReadRows(grainId)).Reminders.SingleOrDefault(entry => entry.ReminderName == reminderName)!;

    /// <exception cref="NotSupportedException">It is not the reminder of a call.</exception>
    public Task<string> UpsertRow(ReminderEntry entry) => CallReminder.Is(entry)
        ? Task.FromResult(CallReminder.Version)
        : Task.FromException<string>(new NotSupportedException($"Only calls have reminders, and one each; {entry} would not be kept."));

    /// <summary>The silo that fires it forgets it. While its call lives, it is back as soon as the table is read.</summary>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Task.FromResult(true);

    public Task TestOnlyClearTable() => throw new NotSupportedException("Reminders go with their calls.");

    // The hash of a grain is the engine's. A silo asks for many ranges at once, and seldom: the live calls are read for all of them
    // together.
    private async Task<IReadOnlyDictionary<(uint Begin, uint End), ReminderTableData>> ReadRanges(
        IReadOnlyCollection<(uint Begin, uint End)> ranges)
    {
        var entries = (await _calls.ReadLive()).Select(CallReminder.Of).ToLookup(entry => entry.GrainId.GetUniformHashCode());
        return ranges.ToDictionary(
            range => range,
            range => new ReminderTableData(entries.Where(one => IsIn(one.Key, range.Begin, range.End)).SelectMany(one => one)));
    }

    private static bool IsIn(uint hash, uint begin, uint end) => begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
}
