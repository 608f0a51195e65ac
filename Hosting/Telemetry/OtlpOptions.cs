namespace OrleansCalls.Telemetry;

/// <summary>The settings of section <c>Otlp</c>: where traces and metrics go.</summary>
public sealed class OtlpOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Otlp";

    /// <summary>The collector, an absolute address of scheme http or https. None: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; and without that nothing is sent.</summary>
    public string? Endpoint { get; set; }

    /// <summary><c>grpc</c> or <c>http/protobuf</c>. None: <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, else grpc.</summary>
    public string? Protocol { get; set; }

    /// <summary>The part of the traces that is kept. 0 to 1; none: all.</summary>
    public double? SampleRatio { get; set; }
}
