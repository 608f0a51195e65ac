using Microsoft.OpenApi;
using OrleansCalls.Sessions;

namespace OrleansCalls.Http;

/// <summary>The OpenAPI description of the HTTP API.</summary>
public static class ApiDocument
{
    private static readonly Dictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        ["Sessions"] = "Signing in and out.",
        ["People"] = "Whom one may call.",
        ["Presence"] = "What people are doing.",
        ["Calls"] = "Commands to calls, for clients without a socket too.",
        ["Call log"] = "Calls that are over.",
        ["Media"] = "What media needs to get through.",
        ["Administration"] = "People and channels, for administrators.",
        ["Operations"] = "The running service, for administrators.",
    };

    /// <summary>Describes the API at <c>/openapi/v1.json</c>.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        var schemas = new ApiSchemas();
        options.CreateSchemaReferenceId = schemas.NameOf;
        options.AddOperationTransformer<ApiAnswers>();
        options.AddDocumentTransformer((document, _, _) =>
        {
            Introduce(document);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(schemas);
    });

    /// <summary>Requires a sign-in for a group, and checks its bodies.</summary>
    public static RouteGroupBuilder RequireSignIn(this RouteGroupBuilder group, string? policy = null)
    {
        _ = policy is null ? group.RequireAuthorization() : group.RequireAuthorization(policy);
        return group.AddEndpointFilter<RouteGroupBuilder, CheckRequest>();
    }

    /// <summary>Lists an end-point's refusals beyond those that <see cref="ApiAnswers"/> finds itself.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses)
            endpoint.ProducesProblem(status);
        return endpoint;
    }

    private static void Introduce(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "OrleansCalls",
            Version = "v1",
            Description = "Calls, presence and people. "
                + "Errors are RFC 9457 problem details with a stable `code`, and with `field` where one field is to blame. "
                + "Fields that a request does not have are refused; answers may gain fields.",
            License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
        };
        document.Tags = new HashSet<OpenApiTag>(
            (document.Tags ?? new HashSet<OpenApiTag>()).Select(tag =>
                new OpenApiTag { Name = tag.Name, Description = Tags.GetValueOrDefault(tag.Name ?? "") }));
        foreach (var server in document.Servers ?? [])
            server.Url = server.Url?.TrimEnd('/');
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["bearer"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The accessToken of a sign-in.",
            },
            ["cookie"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = SessionCookies.Session,
                Description = $"Set by a sign-in; unsafe requests also send the {SessionCookies.Antiforgery} cookie's value "
                    + $"as header {SessionCookies.AntiforgeryHeader}.",
            },
        };
    }
}
