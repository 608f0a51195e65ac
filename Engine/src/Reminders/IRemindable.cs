using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that can have reminders.</summary>
public interface IRemindable : IGrain
{
    /// <summary>Called when the reminder is due, perhaps twice, perhaps late.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
