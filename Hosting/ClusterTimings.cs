using Microsoft.Extensions.Configuration;
using Orleans.Configuration;
using Orleans.Hosting;

namespace OrleansCalls.Hosting;

/// <summary>Applies <see cref="ClusterTimingOptions"/> to silos and clients, explicitly on every engine.</summary>
public static class ClusterTimings
{
    /// <summary>How soon a silo finds others dead.</summary>
    public static ISiloBuilder AddFailureDetection(this ISiloBuilder silo, IConfiguration configuration)
    {
        var timings = Read(configuration);
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = timings.ProbeTimeout;
            membership.NumMissedProbesLimit = timings.MissedProbes;
            membership.NumVotesForDeathDeclaration = timings.Votes;
            membership.IAmAliveTablePublishTimeout = timings.AliveInterval;
            membership.NumMissedTableIAmAliveLimit = 3;
            membership.TableRefreshTimeout = timings.TableInterval;
            membership.DefunctSiloExpiration = timings.DeadSiloAge;

            // Everyone watches everyone: cheap at our sizes, and no death has to wait until another is noticed.
            membership.NumProbedSilos = 10;

            // Two silos must see it for themselves. An indirect probe is answered only if the suspect refuses it: the third silo waits
            // for the suspect exactly as long as we wait for the third (seen in Orleans 10.2), so a hanging silo would go unnoticed.
            membership.EnableIndirectProbes = false;

            // Be patient when it is we who are slow: that avoids false evictions.
            membership.ExtendProbeTimeoutDuringDegradation = true;

            // Votes expire, so that those of different mishaps do not add up.
            membership.DeathVoteExpirationTimeout = TimeSpan.FromMinutes(1);

            // A silo that does not get in gives up and is restarted, which helps if it waited for the dead of a cluster killed as a
            // whole. By the silos' own clocks: longer than one may be off, or a fast one finds every joiner overdue.
            membership.MaxJoinAttemptTime = timings.MaxClockSkew + TimeSpan.FromSeconds(30);
        });
        return silo;
    }

    /// <summary>How long a silo waits for the others.</summary>
    public static ISiloBuilder AddTimings(this ISiloBuilder silo, IConfiguration configuration)
    {
        var timings = Read(configuration);
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = timings.ResponseTimeout;
            messaging.SystemResponseTimeout = timings.ResponseTimeout;

            // After this a lost front-end is told nothing more; its leases at the presences run out by themselves.
            messaging.ClientDropTimeout = TimeSpan.FromSeconds(30);
        });
        silo.Configure<ConnectionOptions>(connection => connection.OpenConnectionTimeout = timings.ConnectTimeout);
        return silo;
    }

    /// <summary>How soon a client finds silos, and how long it waits for them.</summary>
    public static IClientBuilder AddTimings(this IClientBuilder client, IConfiguration configuration)
    {
        var timings = Read(configuration);
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = timings.ResponseTimeout);
        client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = timings.GatewayInterval);
        client.Configure<ConnectionOptions>(connection => connection.OpenConnectionTimeout = timings.ConnectTimeout);
        return client;
    }

    private static ClusterTimingOptions Read(IConfiguration configuration) =>
        configuration.GetSection(ClusterTimingOptions.Section).Get<ClusterTimingOptions>() ?? new ClusterTimingOptions();
}
