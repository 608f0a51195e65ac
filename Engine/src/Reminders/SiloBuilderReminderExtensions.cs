using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime.Hosting;
using Orleans.Runtime.Reminders;
using Orleans.Timers;

namespace Orleans.Hosting;

/// <summary>Reminders of a silo.</summary>
public static class SiloBuilderReminderExtensions
{
    /// <summary>Adds the reminder service; the application registers the table.</summary>
    public static ISiloBuilder AddReminders(this ISiloBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ReminderService>();
        services.AddSingleton<IReminderRegistry, ReminderRegistry>();
        services.AddSingleton<ISiloPart>(provider => provider.GetRequiredService<ReminderService>());
        return builder;
    }
}
