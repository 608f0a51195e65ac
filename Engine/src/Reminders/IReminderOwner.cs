namespace Orleans.Runtime.Reminders;

/// <summary>What silos tell the owner of a range of reminders. It answers false when the range is not its own by its view.</summary>
internal interface IReminderOwner : IGrainObserver
{
    /// <summary>A reminder was just written.</summary>
    Task<bool> Written(ReminderEntry entry);

    /// <summary>A reminder was just removed.</summary>
    Task<bool> Removed(ReminderEntry entry);

    /// <summary>A reminder may have changed; the table knows.</summary>
    Task<bool> Changed(GrainId grain, string name);
}
