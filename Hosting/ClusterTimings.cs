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

            // Each watches each: at the sizes of this product that is cheap, and nobody's death depends on another's being noticed first.
            membership.NumProbedSilos = 10;

            // Two who see for themselves are asked for. A probe through a third silo is answered only when the suspect refuses it: the third one waits
            // for the suspect just as long as it is waited for itself (seen in Orleans 10.2), so that of a silo that hangs nobody would ever hear.
            membership.EnableIndirectProbes = false;

            // Patience where it is oneself who is slow: against false evictions.
            membership.ExtendProbeTimeoutDuringDegradation = true;

            // A vote is worth something while the suspicion is fresh; votes of different mishaps must not add up.
            membership.DeathVoteExpirationTimeout = TimeSpan.FromMinutes(1);

            // Who does not get in gives up and is started again, which helps where it waited for the dead of a cluster that was killed as
            // a whole. By the silos' own clocks: longer than one may be off, or a fast one takes everybody who joins for overdue.
            membership.MaxJoinAttemptTime = timings.MaxClockSkew + TimeSpan.FromSeconds(30);
        });
        return silo;
    }

    /// <summary>How long a silo waits for others.</summary>
    public static ISiloBuilder AddTimings(this ISiloBuilder silo, IConfiguration configuration)
    {
        var timings = Read(configuration);
        silo.Configure<SiloMessagingOptions>(messaging =>
        {
            messaging.ResponseTimeout = timings.ResponseTimeout;
            messaging.SystemResponseTimeout = timings.ResponseTimeout;

            // A front-end that is gone is told nothing after this; its leases at the presences run out by themselves.
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
