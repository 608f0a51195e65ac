namespace Orleans.Runtime;

/// <summary>A reminder that stands in the table.</summary>
public interface IGrainReminder
{
    /// <summary>Its name; one grain has at most one of a name.</summary>
    string ReminderName { get; }
}
