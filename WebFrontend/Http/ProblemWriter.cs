using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Http;

/// <summary>
/// Writes every problem as JSON, whatever the client says it accepts, and without a trace id:
/// the answers to an unknown and to a foreign id must be equal byte for byte.
/// </summary>
public sealed class ProblemWriter(IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var problem = context.ProblemDetails;
        var status = problem.Status ??= http.Response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(status);
        // Routing finds this out before an end-point is reached.
        if (status == StatusCodes.Status415UnsupportedMediaType)
            problem.Detail ??= RequestTrouble.NotJson.Message;
        problem.Extensions.TryAdd("code", RefusalStatus.CodeOf(status));
        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(problem, json.Value.SerializerOptions, "application/problem+json", http.RequestAborted);
    }
}
