using System.Diagnostics;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;
using OrleansCalls.Start;

namespace OrleansCalls.Logs;

/// <summary>What every process writes to its log: JSON lines with UTC times, and trace ids.</summary>
public static class LogSetup
{
    private static readonly Dictionary<string, string?> Defaults = new(StringComparer.Ordinal)
    {
        // In a flood, lose lines rather than block the threads that write them.
        ["Logging:Console:QueueFullMode"] = nameof(ConsoleLoggerQueueFullMode.DropWrite),
        ["Logging:LogLevel:Default"] = nameof(LogLevel.Information),
        ["Logging:LogLevel:Microsoft"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = nameof(LogLevel.Information),
        ["Logging:LogLevel:Npgsql"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Orleans"] = nameof(LogLevel.Warning),

        // Categories match by prefix, and the longest match wins: without this line the one above would silence the product too.
        ["Logging:LogLevel:OrleansCalls"] = nameof(LogLevel.Information),

        // Repeats every second what ClusterRetry has said once.
        ["Logging:LogLevel:Orleans.Messaging.GatewayManager"] = nameof(LogLevel.Error),
    };

    /// <summary>Replaces the host's own logging.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="isRefusal">Which exceptions merely refuse a client something, and leave no line.</param>
    public static void AddLogs(this IHostApplicationBuilder builder, Func<Exception, bool>? isRefusal = null)
    {
        // Below every other source, so that each can be raised. Not a file: that is found only from its own folder.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        builder.Logging.ClearProviders();
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss.fff "));
        else
            builder.Logging.AddJsonConsole(console =>
            {
                console.IncludeScopes = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            });

        builder.Logging.AddStopDuringStartFilter();

        // The framework's line per request would contain whole queries, and with them the access tokens of hub connections.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.AddLogBudget(isRefusal);
    }
}
