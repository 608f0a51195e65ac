using OrleansCalls.Settings;

namespace OrleansCalls.Telemetry;

/// <summary>Adds what makes a process observable from outside.</summary>
public static class TelemetrySetup
{
    /// <summary>Adds the export of traces and metrics, and the ids of traces in logs.</summary>
    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        // ASP.NET Core writes method, route and status on its spans only when this is off.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", isEnabled: false);
        builder.Services.AddSettings<OtlpOptions>(OtlpOptions.Section);
        builder.Services.AddHostedService<TraceIds>();
        builder.Services.AddHostedService<TelemetryExport>();
    }
}
