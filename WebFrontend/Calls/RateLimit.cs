using OrleansCalls.Http;
using OrleansCalls.Sessions;

namespace OrleansCalls.Calls;

/// <summary>Refuses requests of a device that is too fast.</summary>
public static class RateLimit
{
    /// <summary>Counts every request to an end-point behind the sign-in, for the device that its body names, else for the person.</summary>
    public static TBuilder Limited<TBuilder>(this TBuilder builder, RateKind kind)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(kind).AddEndpointFilter<TBuilder>((context, next) =>
    {
        var http = context.HttpContext;
        var deviceId = context.Arguments.OfType<IFromDevice>().FirstOrDefault()?.DeviceId;
        return http.RequestServices.GetRequiredService<LegRates>().Take(new Leg(http.User.UserId(), deviceId), kind) is { } refusal
            ? ValueTask.FromResult<object?>(new Refused(refusal))
            : next(context);
    });
}
