using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansCalls.Persistence;

namespace OrleansCalls.Start;

/// <summary>Refuses a process with another cluster's secret, or with none where the cluster has one.</summary>
internal sealed class SecretGuard(ClusterSecrets secrets, IConfiguration configuration, IOptions<ClusterOptions> cluster) : IStartGuard
{
    private const string Setting = "Orleans:ClusterSecret";
    private const int ShortestSecret = 16;

    public async Task Check(CancellationToken cancellation)
    {
        var secret = configuration[Setting] is { Length: > 0 } set ? set : null;
        if (secret?.Length < ShortestSecret)
            throw new StartRefusedException(
                $"{Setting} has {secret.Length} characters; it needs {ShortestSecret} or more, such as openssl rand -base64 32 makes.");
        if (await secrets.Accepts(cluster.Value.ClusterId, secret, cancellation))
            return;
        throw new StartRefusedException(secret is null
            ? $"Cluster '{cluster.Value.ClusterId}' of this database has a secret: set {Setting} to the one that its other processes have."
            : $"{Setting} is not the secret of cluster '{cluster.Value.ClusterId}' of this database: "
                + "set the one that its other processes have, or correct Orleans:ClusterId or ConnectionStrings:Postgres.");
    }
}
