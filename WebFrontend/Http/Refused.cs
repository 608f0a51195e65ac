using Microsoft.AspNetCore.Mvc;
using OrleansCalls.Sessions;

namespace OrleansCalls.Http;

/// <summary>A refusal as an answer: RFC 9457 problem details with the stable code, and Retry-After where waiting helps.</summary>
public sealed class Refused(Refusal refusal) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.RequestServices.GetRequiredService<RefusalTally>()
            .Count(refusal.Code, (httpContext.User as SessionPrincipal)?.UserId());
        if (refusal.RetryAfter is { } wait)
            Problems.SetRetryAfter(httpContext, wait);
        return TypedResults.Problem(Problem(refusal)).ExecuteAsync(httpContext);
    }

    /// <summary>The problem details of a refusal.</summary>
    public static ProblemDetails Problem(Refusal refusal)
    {
        var problem = new ProblemDetails { Status = RefusalStatus.Of(refusal.Code), Detail = refusal.Message };
        problem.Extensions["code"] = refusal.Code;
        if (refusal.Field is { } field)
            problem.Extensions["field"] = field;
        return problem;
    }
}
