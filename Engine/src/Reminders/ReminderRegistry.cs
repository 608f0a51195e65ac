using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Timers;

namespace Orleans.Runtime.Reminders;

internal sealed class ReminderRegistry(ReminderService service, IServiceProvider services, IOptions<ReminderOptions> options)
    : IReminderRegistry
{
    public Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        // Only the period has a lower bound, as in Orleans.
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, TimeSpan.Zero);
        if (period < options.Value.MinimumReminderPeriod)
            throw new ArgumentException(
                $"The period of reminder {reminderName}, {period}, is less than the minimum, {options.Value.MinimumReminderPeriod}.");
        Check(reminderName);
        return service.Register(callingGrainId, reminderName, dueTime, period);
    }

    public Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        Check();
        return service.Unregister(reminder);
    }

    private void Check(string reminderName = "-")
    {
        if (string.IsNullOrEmpty(reminderName))
            throw new ArgumentException("The name of a reminder cannot be empty.", nameof(reminderName));
        if (RuntimeContext.Current is null)
            throw new InvalidOperationException("Reminders can be used only in a turn of a grain.");
        if (services.GetService(typeof(IReminderTable)) is null)
            throw new OrleansConfigurationException("There is no reminder table: register an IReminderTable.");
    }
}
