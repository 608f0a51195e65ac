using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace OrleansCalls.Http;

/// <summary>The OpenAPI description of the HTTP interface.</summary>
public static class ApiDocument
{
    /// <summary>Describes the interface at <c>/openapi/v1.json</c>.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "OrleansCalls",
                Version = "v1",
                Description = "Calls, presence and people. Errors are RFC 9457 problem details with a stable `code`.",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The accessToken of a sign-in." },
                ["cookie"] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.ApiKey,
                    In = ParameterLocation.Cookie,
                    Name = Sessions.SessionCookies.Session,
                    Description = "Set by a sign-in; unsafe requests also send the XSRF-TOKEN cookie's value as header X-CSRF-TOKEN.",
                },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Any())
                operation.Security = [Requirement("bearer", context.Document), Requirement("cookie", context.Document)];
            return Task.CompletedTask;
        });
    });

    private static OpenApiSecurityRequirement Requirement(string scheme, OpenApiDocument? document) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    /// <summary>Marks a group as needing a sign-in, and says so in the description.</summary>
    public static RouteGroupBuilder RequireSignIn(this RouteGroupBuilder group, string? policy = null)
    {
        _ = policy is null ? group.RequireAuthorization() : group.RequireAuthorization(policy);
        return group
            .AddEndpointFilter<RouteGroupBuilder, CheckRequest>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }
}
