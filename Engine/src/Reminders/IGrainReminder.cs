namespace Orleans.Runtime;

/// <summary>A reminder in the table.</summary>
public interface IGrainReminder
{
    /// <summary>Unique for its grain.</summary>
    string ReminderName { get; }
}
