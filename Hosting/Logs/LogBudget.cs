using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansCalls.Settings;

namespace OrleansCalls.Logs;

/// <summary>Keeps a flood of one kind of warning from filling the disk and hiding everything else (FAULTS 24).</summary>
public static class LogBudget
{
    /// <summary>Bounds every logger of this process, including those of libraries.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="isRefusal">Which exceptions merely refuse a client something: there is nothing to fix, so they leave no line.</param>
    public static IHostApplicationBuilder AddLogBudget(this IHostApplicationBuilder builder, Func<Exception, bool>? isRefusal = null)
    {
        builder.Services.AddSettings<LogBudgetOptions>(LogBudgetOptions.Section);
        builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(provider => new BudgetedLoggerFactory(
            new LoggerFactory(
                provider.GetServices<ILoggerProvider>(),
                provider.GetRequiredService<IOptionsMonitor<LoggerFilterOptions>>(),
                provider.GetService<IOptions<LoggerFactoryOptions>>(),
                provider.GetService<IExternalScopeProvider>()),
            provider.GetRequiredService<IOptions<LogBudgetOptions>>().Value.LinesPerMinute,
            isRefusal ?? (_ => false),
            provider.GetService<TimeProvider>() ?? TimeProvider.System)));
        return builder;
    }
}
