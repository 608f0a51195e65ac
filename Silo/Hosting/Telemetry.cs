using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OrleansCalls.Hosting;

/// <summary>Sends traces and metrics by OTLP, where an endpoint is set (<c>Otlp:Endpoint</c> or <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>).</summary>
public sealed class Telemetry(IConfiguration configuration, IHostEnvironment process) : IHostedService, IDisposable
{
    private static readonly string[] Sources =
        ["Microsoft.AspNetCore", "Microsoft.AspNetCore.SignalR.Server", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application", "Npgsql", "OrleansCalls.*"];

    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.*", "Microsoft.Orleans", "Npgsql", "System.Runtime", "OrleansCalls.*"];

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var endpoint = configuration["Otlp:Endpoint"] ?? configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrEmpty(endpoint))
            return Task.CompletedTask;

        var resource = ResourceBuilder.CreateDefault().AddService(configuration["OTEL_SERVICE_NAME"] ?? process.ApplicationName).AddEnvironmentVariableDetector();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter(Configure).Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter(Configure).Build();
        return Task.CompletedTask;

        void Configure(OtlpExporterOptions options)
        {
            // The environment's own variables are read by the exporter, with the signal's path.
            if (configuration["Otlp:Endpoint"] is { Length: > 0 } set)
                options.Endpoint = new Uri(set);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(1000);
        _metrics?.ForceFlush(1000);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
