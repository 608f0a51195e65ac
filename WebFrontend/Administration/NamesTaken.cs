using System.Collections.Immutable;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using OrleansCalls.Http;

namespace OrleansCalls.Administration;

/// <summary>User names that are taken; nothing was created.</summary>
public sealed class NamesTaken(ImmutableArray<string> taken) : IResult, IEndpointMetadataProvider
{
    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status409Conflict, typeof(ProblemDetails), ["application/problem+json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var problem = new ProblemDetails
        {
            Status = StatusCodes.Status409Conflict,
            Detail = $"Taken already: {string.Join(", ", taken)}. Nothing was changed.",
        };
        problem.Extensions["code"] = RefusalStatus.Taken;
        problem.Extensions["taken"] = taken;
        return TypedResults.Problem(problem).ExecuteAsync(httpContext);
    }
}
