namespace OrleansCalls.Http;

/// <summary>Refuses an invalid request body before the handler sees it.</summary>
public sealed class CheckRequest : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        foreach (var argument in context.Arguments)
        {
            if (argument is ICheckedRequest request && request.Check() is { } refusal)
                return ValueTask.FromResult<object?>(new Refused(refusal));
        }

        return next(context);
    }
}
