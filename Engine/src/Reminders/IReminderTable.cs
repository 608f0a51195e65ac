using Orleans.Runtime;

#nullable disable // implementations may annotate or not

namespace Orleans;

/// <summary>Where reminders are stored.</summary>
public interface IReminderTable
{
    Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>The reminders of a grain.</summary>
    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>
    /// The reminders of grains whose hash is greater than <paramref name="begin"/> and at most <paramref name="end"/>. The range wraps
    /// around when <paramref name="begin"/> is not less than <paramref name="end"/>.
    /// </summary>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    /// <summary>A reminder, or null.</summary>
    Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName);

    /// <summary>Writes a reminder and returns its new version.</summary>
    Task<string> UpsertRow(ReminderEntry entry);

    /// <summary>Deletes a reminder if it still has this version.</summary>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    /// <summary>Deletes everything.</summary>
    Task TestOnlyClearTable();

    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
