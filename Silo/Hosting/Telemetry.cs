using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OrleansCalls.Hosting;

/// <summary>
/// Sends traces and metrics by OTLP, where an endpoint is set (<c>Otlp:Endpoint</c> with <c>Otlp:Protocol</c>, <c>grpc</c> or
/// <c>http/protobuf</c>; or <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>). <c>Otlp:SampleRatio</c> is the part of traces that is kept.
/// </summary>
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
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter(exporter => Configure(exporter, "v1/traces"));
        // By the trace's id alone, so that all processes keep the same traces, whatever the browser asks for.
        if (configuration.GetValue<double?>("Otlp:SampleRatio") is { } ratio)
            traces.SetSampler(new TraceIdRatioBasedSampler(Math.Clamp(ratio, 0, 1)));
        _traces = traces.Build();
        _metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter(exporter => Configure(exporter, "v1/metrics")).Build();
        return Task.CompletedTask;
    }

    /// <summary>The environment's own variables are read by the exporter, with the signal's path; ours are the collector's address and protocol.</summary>
    private void Configure(OtlpExporterOptions exporter, string path)
    {
        var overHttp = string.Equals(configuration["Otlp:Protocol"], "http/protobuf", StringComparison.OrdinalIgnoreCase);
        if (overHttp)
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        if (configuration["Otlp:Endpoint"] is { Length: > 0 } collector)
            exporter.Endpoint = overHttp ? new Uri(new Uri(collector.TrimEnd('/') + "/"), path) : new Uri(collector);
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
