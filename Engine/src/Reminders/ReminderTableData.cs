namespace Orleans;

/// <summary>Rows of the reminder table.</summary>
public sealed class ReminderTableData(IEnumerable<ReminderEntry> list)
{
    public IList<ReminderEntry> Reminders { get; } = [.. list];
}
