using Microsoft.Extensions.Options;

namespace OrleansCalls.Telemetry;

/// <summary>Checks section <c>Otlp</c>.</summary>
internal sealed class OtlpOptionsValidation : IValidateOptions<OtlpOptions>
{
    public ValidateOptionsResult Validate(string? name, OtlpOptions options)
    {
        var failures = new List<string>();
        if (!string.IsNullOrEmpty(options.Endpoint)
            && !(Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
            failures.Add($"Otlp:Endpoint is '{options.Endpoint}'; it must be an address such as http://collector:4317.");
        if (!string.IsNullOrEmpty(options.Protocol) && options.Protocol.ToUpperInvariant() is not ("GRPC" or "HTTP/PROTOBUF"))
            failures.Add($"Otlp:Protocol is '{options.Protocol}'; it must be grpc or http/protobuf.");
        if (options.SampleRatio is < 0 or > 1 or double.NaN)
            failures.Add($"Otlp:SampleRatio is {options.SampleRatio}; it must be from 0 to 1.");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
