using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace OrleansCalls.Http;

/// <summary>Turns exceptions about unreadable input and outages into problem details.</summary>
public sealed partial class ProblemExceptionHandler(IProblemDetailsService problems, ILogger<ProblemExceptionHandler> logger)
    : IExceptionHandler
{
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
        return await problems.TryWriteAsync(
            new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem, Exception = exception });
    }

    private ProblemDetails? Describe(HttpContext http, Exception exception)
    {
        if (exception is BadHttpRequestException bad)
        {
            // The exception handler has taken the end-point off the request.
            var problem = Refused.Problem(RequestTrouble.Explain(bad, http, http.Features.Get<IExceptionHandlerFeature>()?.Endpoint));
            problem.Status = bad.StatusCode;
            return problem;
        }

        if (!Outage.Is(exception))
            return null;
        LogUnavailable(exception, http.Request.Path);
        Problems.SetRetryAfter(http, Outage.Refusal.RetryAfter!.Value);
        return Refused.Problem(Outage.Refusal);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answered {Path} with unavailable")]
    private partial void LogUnavailable(Exception exception, PathString path);
}
