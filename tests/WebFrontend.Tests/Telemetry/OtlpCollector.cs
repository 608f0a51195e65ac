using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrleansCalls.Telemetry;

/// <summary>A collector for OTLP over HTTP that remembers what it is sent.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpCollector(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Every span.</summary>
    public ConcurrentQueue<Span> Spans { get; } = [];

    /// <summary>The metrics, with the bounds of those that are histograms.</summary>
    public ConcurrentDictionary<string, double[]> Metrics { get; } = [];

    /// <summary>Starts one on a free port.</summary>
    public static async Task<OtlpCollector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new OtlpCollector(app);
        app.MapPost("/v1/traces", async (HttpRequest request) => collector.TakeTraces(await Body(request)));
        app.MapPost("/v1/metrics", async (HttpRequest request) => collector.TakeMetrics(await Body(request)));
        await app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task<byte[]> Body(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    // ExportTraceServiceRequest.resource_spans (1) / scope_spans (2) / scope (1).name (1), spans (2)
    private void TakeTraces(byte[] request)
    {
        foreach (var scope in ProtobufReader.All(request, 1).SelectMany(resource => ProtobufReader.All(resource, 2)))
        {
            var source = ProtobufReader.All(scope, 1).Select(named => ProtobufReader.Text(named, 1)).FirstOrDefault() ?? "";
            foreach (var span in ProtobufReader.All(scope, 2))
            {
                Spans.Enqueue(new Span(
                    source,
                    ProtobufReader.Text(span, 5),
                    ProtobufReader.Hex(span, 1),
                    ProtobufReader.Hex(span, 2),
                    ProtobufReader.Hex(span, 4),
                    [.. ProtobufReader.All(span, 13).Select(link => ProtobufReader.Hex(link, 1))],
                    ProtobufReader.All(span, 9)
                        .ToDictionary(
                        tag => ProtobufReader.Text(tag, 1), tag => ProtobufReader.Text(ProtobufReader.All(tag, 2).First(), 1))));
            }
        }
    }

    // ExportMetricsServiceRequest.resource_metrics (1) / scope_metrics (2) / metrics (2).name (1), histogram (9) / data_points
    // (1).explicit_bounds (7)
    private void TakeMetrics(byte[] request)
    {
        foreach (var metric in ProtobufReader.All(request, 1).SelectMany(resource => ProtobufReader.All(resource, 2))
            .SelectMany(scope => ProtobufReader.All(scope, 2)))
            Metrics[ProtobufReader.Text(metric, 1)] = Bounds(metric);
    }

    private static double[] Bounds(byte[] metric) =>
        ProtobufReader.All(metric, 9).SelectMany(histogram => ProtobufReader.All(histogram, 1))
            .SelectMany(point => ProtobufReader.All(point, 7)).FirstOrDefault() is { } packed
            ? System.Runtime.InteropServices.MemoryMarshal.Cast<byte, double>(packed).ToArray()
            : [];
}

/// <summary>A span, as it was exported; of its tags those that are numbers are empty.</summary>
internal sealed record Span(
    string Source, string Name, string TraceId, string SpanId, string ParentId, IReadOnlyList<string> LinkedTraces,
        IReadOnlyDictionary<string, string> Tags);
