using OrleansCalls.Health;
using OrleansCalls.Http;

namespace OrleansCalls.Hosting;

/// <summary>Until the cluster was found, everything but the question whether the process lives is answered with 503 and when to come again.</summary>
public static class ClusterGate
{
    private static readonly Refusal NotYet =
        new(RefusalCodes.Unavailable, "The service is starting and has not found its cluster yet; try again shortly.", TimeSpan.FromSeconds(2));

    /// <summary>Puts the gate behind routing in a front-end that is a client of the cluster; one with a silo inside needs none.</summary>
    public static void UseClusterGate(this WebApplication app)
    {
        if (app.Services.GetService<ClusterConnection>() is { } connection)
            app.Use((context, next) => connection.IsConnected || IsLiveness(context) ? next(context) : new Refused(NotYet).ExecuteAsync(context));
    }

    private static bool IsLiveness(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<Liveness>() is not null;
}
