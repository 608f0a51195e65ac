using Orleans.Runtime;

#nullable disable // implementations may annotate or not

namespace Orleans.Timers;

/// <summary>Reminders on behalf of a grain.</summary>
public interface IReminderRegistry
{
    /// <summary>Writes the reminder and schedules it.</summary>
    /// <exception cref="ArgumentException">The period is shorter than the shortest allowed.</exception>
    Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period);

    /// <summary>Removes the reminder.</summary>
    /// <exception cref="ReminderException">It was changed or removed since.</exception>
    Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder);
}
