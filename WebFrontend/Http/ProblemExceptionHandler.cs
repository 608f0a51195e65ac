using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Http;

/// <summary>Turns what was thrown into a problem: input that could not be read, and a cluster or database that is away.</summary>
public sealed partial class ProblemExceptionHandler(IProblemDetailsService problems, ILogger<ProblemExceptionHandler> logger) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        if (Describe(httpContext, exception) is not { } problem)
            return false;
        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    private ProblemDetails? Describe(HttpContext http, Exception exception)
    {
        if (exception is BadHttpRequestException bad)
            return new ProblemDetails { Status = bad.StatusCode, Detail = Explain(bad) };
        if (!Outage.Is(exception))
            return null;
        LogUnavailable(logger, exception, http.Request.Path);
        Problems.SetRetryAfter(http, Outage.Refusal.RetryAfter!.Value);
        return new ProblemDetails { Status = StatusCodes.Status503ServiceUnavailable, Detail = Outage.Refusal.Message };
    }

    private static string Explain(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException json } => JsonTrouble.Explain(json),
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => "The request is larger than the limit.",
        _ => bad.Message,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answered {Path} with unavailable")]
    private static partial void LogUnavailable(ILogger logger, Exception exception, PathString path);
}
