namespace OrleansCalls.Http;

/// <summary>Refuses a request whose body does not have its form, before the handler sees it.</summary>
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
