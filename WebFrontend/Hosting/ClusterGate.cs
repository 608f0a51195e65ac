using OrleansCalls.Health;
using OrleansCalls.Http;

namespace OrleansCalls.Hosting;

/// <summary>Until the cluster is found, answers everything but the liveness probe with 503 and Retry-After.</summary>
public static class ClusterGate
{
    private static readonly Refusal NotYet =
        new(RefusalCodes.Unavailable, "The service is starting and has not found its cluster yet: try again.", TimeSpan.FromSeconds(2));

    /// <summary>Adds the gate, behind routing, to a front-end that is a client; one with a silo inside needs none.</summary>
    public static void UseClusterGate(this WebApplication app)
    {
        if (app.Services.GetService<ClusterConnection>() is { } connection)
        {
            app.Use((context, next) =>
                connection.IsConnected || IsLiveness(context) ? next(context) : new Refused(NotYet).ExecuteAsync(context));
        }
    }

    private static bool IsLiveness(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Liveness>() is not null;
}
