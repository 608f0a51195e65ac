using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain that reminders can wake.</summary>
public interface IRemindable : IGrain
{
    /// <summary>Called when the reminder is due. It may come twice, and late.</summary>
    Task ReceiveReminder(string reminderName, TickStatus status);
}
