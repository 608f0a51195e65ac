using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using OrleansCalls.Calls;

namespace OrleansCalls.Http;

/// <summary>Adds to an operation's description what its metadata implies: who may, what can go wrong, and how long to wait.</summary>
public sealed class ApiAnswers : IOpenApiOperationTransformer
{
    private const string ProblemType = "application/problem+json";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var rights = metadata.OfType<IAuthorizeData>().ToList();
        operation.Security = rights.Count == 0 ? [] : [Requirement("bearer", context.Document), Requirement("cookie", context.Document)];
        foreach (var parameter in context.Description.ParameterDescriptions)
            Describe(operation.Parameters?.FirstOrDefault(one => one.Name == parameter.Name), parameter.ParameterDescriptor);

        var answers = operation.Responses ??= [];
        var isUnsafe = IsUnsafe(context.Description.HttpMethod, metadata);
        foreach (var status in Statuses(operation, rights, isUnsafe, metadata.OfType<RateKind>().Any()))
            answers.TryAdd(status.ToString(CultureInfo.InvariantCulture), Problem(status, context.Document));
        var limits = answers.Where(answer => answer.Key is "429" or "503").Select(answer => answer.Value);
        foreach (var limited in limits.OfType<OpenApiResponse>())
            limited.Headers = RetryAfter();
        operation.Responses = [];
        foreach (var (status, answer) in answers.OrderBy(answer => answer.Key, StringComparer.Ordinal))
            operation.Responses.Add(status, answer);
        return Task.CompletedTask;
    }

    private static IEnumerable<int> Statuses(OpenApiOperation operation, List<IAuthorizeData> rights, bool isUnsafe, bool isLimited)
    {
        if (operation.RequestBody is not null)
        {
            yield return StatusCodes.Status400BadRequest;
            yield return StatusCodes.Status413PayloadTooLarge;
            yield return StatusCodes.Status415UnsupportedMediaType;
        }

        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Query) == true)
            yield return StatusCodes.Status400BadRequest;
        if (rights.Count > 0)
            yield return StatusCodes.Status401Unauthorized;
        if (rights.Count > 0 && (isUnsafe || rights.Exists(right => right.Policy is not null)))
            yield return StatusCodes.Status403Forbidden;
        if (isLimited)
            yield return StatusCodes.Status429TooManyRequests;

        // The database or the cluster may be away at any time.
        yield return StatusCodes.Status503ServiceUnavailable;
    }

    // As CrossSiteGuard sees it.
    private static bool IsUnsafe(string? method, IList<object> metadata) =>
        method is not ("GET" or "HEAD" or "OPTIONS")
        && metadata.OfType<IAntiforgeryMetadata>().LastOrDefault() is not { RequiresValidation: false };

    private static void Describe(IOpenApiParameter? described, object? parameter)
    {
        if (described is not OpenApiParameter open || (parameter as IParameterInfoParameterDescriptor)?.ParameterInfo is not { } info)
            return;
        open.Required |= info.GetCustomAttribute<RequiredAttribute>() is not null;
        if (info.GetCustomAttribute<AllowedValuesAttribute>() is { } allowed && open.Schema is OpenApiSchema schema)
            schema.Enum = [.. allowed.Values.OfType<string>().Select(value => JsonValue.Create(value))];
    }

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static OpenApiResponse Problem(int status, OpenApiDocument? document) => new()
    {
        Description = ReasonPhrases.GetReasonPhrase(status),
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [ProblemType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(ProblemDetails), document) },
        },
    };

    private static Dictionary<string, IOpenApiHeader> RetryAfter() => new(StringComparer.Ordinal)
    {
        ["Retry-After"] = new OpenApiHeader
        {
            Description = "After how many seconds to try again.",
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
        },
    };
}
