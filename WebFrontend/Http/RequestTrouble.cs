using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansCalls.Http;

/// <summary>Explains why the framework could not read a request, in words that name no types of the program.</summary>
public static class RequestTrouble
{
    /// <summary>The refusal of a body that is not JSON.</summary>
    public static Refusal NotJson { get; } = new(RefusalCodes.UnsupportedMediaType, "The body must be JSON, sent as application/json.");

    /// <summary>The refusal of a request to <paramref name="endpoint"/>.</summary>
    public static Refusal Explain(BadHttpRequestException bad, HttpContext http, Endpoint? endpoint)
    {
        if (bad.InnerException is System.Text.Json.JsonException json)
            return JsonTrouble.Explain(json);
        return bad.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => new Refusal(RefusalCodes.TooLarge, "The request is larger than the limit."),
            StatusCodes.Status415UnsupportedMediaType => NotJson,
            _ when Unread(bad, endpoint) is { } parameter => Input.Invalid(parameter, "is not a value that this field takes."),
            StatusCodes.Status400BadRequest when IsMissingBody(http, endpoint) =>
                new Refusal(RefusalCodes.Invalid, "The request needs a JSON body."),
            var status => new Refusal(RefusalStatus.CodeOf(status), "The request could not be read."),
        };
    }

    // The exception names the parameter in its message only; we know those of the end-point.
    private static string? Unread(BadHttpRequestException bad, Endpoint? endpoint) => endpoint?.Metadata.OfType<IParameterBindingMetadata>()
        .FirstOrDefault(parameter =>
            parameter.HasTryParse && bad.Message.Contains($" {parameter.Name}\" from", StringComparison.Ordinal))?.Name;

    private static bool IsMissingBody(HttpContext http, Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAcceptsMetadata>() is not null
        && http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true };
}
