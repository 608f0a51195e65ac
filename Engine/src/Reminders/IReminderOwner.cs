namespace Orleans.Runtime.Reminders;

/// <summary>What silos tell the owner of a range of reminders. It returns false if by its view the range is not its own.</summary>
internal interface IReminderOwner : IGrainObserver
{
    /// <summary>A reminder was just written.</summary>
    Task<bool> Written(ReminderEntry entry);

    /// <summary>A reminder was just removed.</summary>
    Task<bool> Removed(ReminderEntry entry);

    /// <summary>A reminder may have changed; the table tells.</summary>
    Task<bool> Changed(GrainId grain, string name);
}
