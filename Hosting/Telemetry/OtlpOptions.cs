using System.ComponentModel.DataAnnotations;

namespace OrleansCalls.Telemetry;

/// <summary>The settings of section <c>Otlp</c>: where traces and metrics go.</summary>
public sealed class OtlpOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Otlp";

    /// <summary>
    /// The collector's http or https address. By default <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>; without that nothing is sent.
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary><c>grpc</c> or <c>http/protobuf</c>. By default <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>, else grpc.</summary>
    public string? Protocol { get; set; }

    /// <summary>The fraction of traces kept; all by default.</summary>
    [Range(0.0, 1.0)]
    public double? SampleRatio { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Endpoint)
            && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            yield return new($"Otlp:Endpoint is '{Endpoint}'; it must be an address such as http://collector:4317.");
        if (!string.IsNullOrEmpty(Protocol) && Protocol.ToUpperInvariant() is not ("GRPC" or "HTTP/PROTOBUF"))
            yield return new($"Otlp:Protocol is '{Protocol}'; it must be grpc or http/protobuf.");
    }
}
