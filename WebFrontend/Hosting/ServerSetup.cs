using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;
using OrleansCalls.Http;

namespace OrleansCalls.Hosting;

/// <summary>The process: limits, logs, and how it stops.</summary>
public static class ServerSetup
{
    private static readonly Dictionary<string, string?> LogDefaults = new(StringComparer.Ordinal)
    {
        // A flood of lines loses lines; it does not stop the threads that write them, and so the service.
        ["Logging:Console:QueueFullMode"] = nameof(ConsoleLoggerQueueFullMode.DropWrite),
        ["Logging:LogLevel:Default"] = nameof(LogLevel.Information),
        ["Logging:LogLevel:Microsoft"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = nameof(LogLevel.Information),
        ["Logging:LogLevel:Npgsql"] = nameof(LogLevel.Warning),
        ["Logging:LogLevel:Orleans"] = nameof(LogLevel.Warning),

        // Says every second what ClusterRetry has said once.
        ["Logging:LogLevel:Orleans.Messaging.GatewayManager"] = nameof(LogLevel.Error),
    };

    /// <summary>Sets what concerns the whole process.</summary>
    public static WebApplicationBuilder AddServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimit.Ordinary;

            // An id of ten thousand characters gets the same answer as any other that names nothing.
            kestrel.Limits.MaxRequestLineSize = 32 * 1024;
        });

        // Draining, closing and deactivating have to fit into the ten seconds that a process may take to leave.
        builder.Services.PostConfigure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(7));
        builder.Services.AddSingleton(TimeProvider.System);

        // Below every other source, so that each can be raised by whoever looks for something; not a file, which is found only from its own folder.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = LogDefaults });
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        else
            builder.Logging.AddJsonConsole();

        builder.Logging.AddStopDuringStartFilter();

        // The framework's own line per request would write whole queries, and with them the access tokens of hub connections.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.AddLogBudget(isRefusal: exception => exception is HubException);
        return builder;
    }
}
