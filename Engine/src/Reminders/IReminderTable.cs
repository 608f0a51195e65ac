using Orleans.Runtime;

#nullable disable // implementations may annotate or not

namespace Orleans;

/// <summary>Where reminders are written down.</summary>
public interface IReminderTable
{
    /// <summary>Called once before the first use.</summary>
    Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>The reminders of one grain.</summary>
    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>
    /// The reminders of grains whose hash is greater than <paramref name="begin"/> and at most <paramref name="end"/>;
    /// when <paramref name="begin"/> is not less than <paramref name="end"/>, of those greater than the one or at most the other.
    /// </summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    /// <summary>One reminder, or null.</summary>
    Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Writes a reminder and returns its new version.</summary>
    Task<string> UpsertRow(ReminderEntry entry);

    /// <summary>Removes a reminder if it still has this version.</summary>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    /// <summary>Removes everything.</summary>
    Task TestOnlyClearTable();

    /// <summary>Called once after the last use.</summary>
    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
