using Microsoft.AspNetCore.SignalR;
using OrleansCalls.Http;
using OrleansCalls.Logs;

namespace OrleansCalls.Hosting;

/// <summary>The process: limits, logs, and how it stops.</summary>
public static class ServerSetup
{
    /// <summary>Sets what concerns the whole process.</summary>
    public static WebApplicationBuilder AddServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimit.Ordinary;

            // So that an id of ten thousand characters gets the same answer as any unknown one.
            kestrel.Limits.MaxRequestLineSize = 32 * 1024;
        });

        // Draining, closing and deactivating have to fit into the ten seconds that a process has to leave.
        builder.Services.PostConfigure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(7));
        builder.Services.AddSingleton(TimeProvider.System);

        builder.AddLogs(isRefusal: exception => exception is HubException);
        return builder;
    }
}
