using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OrleansCalls.Operations;

namespace OrleansCalls.Telemetry;

/// <summary>Sends traces and metrics by OTLP if <see cref="OtlpOptions"/> or the exporter's own variables name an endpoint.</summary>
internal sealed class TelemetryExport(IOptions<OtlpOptions> options, IConfiguration configuration, IHostEnvironment process)
    : IHostedService, IDisposable
{
    private static readonly string[] Sources =
    [
        "Microsoft.AspNetCore", "Microsoft.AspNetCore.SignalR.Server", "Microsoft.Orleans.Runtime", "Microsoft.Orleans.Application",
        "Npgsql", "OrleansCalls.*",
    ];

    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.*", "Microsoft.Orleans", "Npgsql", "System.Runtime", "OrleansCalls.*"];

    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Compose files set variables to nothing where they are not wanted.
        if (string.IsNullOrEmpty(options.Value.Endpoint) && string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return Task.CompletedTask;

        var name = configuration["OTEL_SERVICE_NAME"] is { Length: > 0 } given ? given : process.ApplicationName;
        var resource = ResourceBuilder.CreateDefault().AddService(name).AddEnvironmentVariableDetector();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Sources)
            .SetSampler(new RequestSampler(options.Value.SampleRatio ?? 1))
            .AddOtlpExporter(exporter => Configure(exporter, "v1/traces"))
            .Build();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Meters)
            .AddView(BucketsThatFit)
            .AddOtlpExporter(exporter => Configure(exporter, "v1/metrics"))
            .Build();
        return Task.CompletedTask;
    }

    /// <summary>The default buckets are meant for milliseconds: a histogram of seconds would fall into one of them.</summary>
    private static MetricStreamConfiguration? BucketsThatFit(Instrument instrument) =>
        instrument is Histogram<double> { Unit: "s", Advice.HistogramBucketBoundaries: null }
            ? new ExplicitBucketHistogramConfiguration { Boundaries = Buckets.Latency }
            : null;

    /// <summary>The exporter reads its own variables, with the signal's path; ours are the collector's address and protocol.</summary>
    private void Configure(OtlpExporterOptions exporter, string path)
    {
        var overHttp = string.Equals(options.Value.Protocol, "http/protobuf", StringComparison.OrdinalIgnoreCase);
        if (overHttp)
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        if (options.Value.Endpoint is { Length: > 0 } collector)
            exporter.Endpoint = overHttp ? new Uri(new Uri(collector.TrimEnd('/') + "/"), path) : new Uri(collector);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _traces?.ForceFlush(1000);
        _metrics?.ForceFlush(1000);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }
}
