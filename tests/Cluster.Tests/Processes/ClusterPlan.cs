namespace OrleansCalls.Cluster.Tests.Processes;

/// <summary>What a cluster is to be like.</summary>
public sealed record ClusterPlan
{
    /// <summary>How many silos.</summary>
    public int Silos { get; init; } = 3;

    /// <summary>How many front-ends.</summary>
    public int FrontEnds { get; init; } = 2;

    /// <summary>Whether each silo reaches the database through a proxy.</summary>
    public bool ProxiedDatabase { get; init; }

    /// <summary>Whether silos reach each other through proxies.</summary>
    public bool ProxiedSilos { get; init; }

    /// <summary>Whether front-ends reach silos through proxies.</summary>
    public bool ProxiedGateways { get; init; }

    /// <summary>Whether it has a PostgreSQL of its own, to be stopped.</summary>
    public bool OwnPostgres { get; init; }

    /// <summary>Settings other than <see cref="Defaults"/>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What each silo is run with, by its number from 1.</summary>
    public IReadOnlyDictionary<int, SiloWrapper> Wrappers { get; init; } = new Dictionary<int, SiloWrapper>();

    /// <summary>Shorter times, so that tests are; everything else is as it is for everybody.</summary>
    internal static IReadOnlyDictionary<string, string> Defaults { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Calls__RingTimeout"] = "00:00:10",
        ["Calls__HeartbeatInterval"] = "00:00:03",
        ["Calls__AbsenceLimit"] = "00:00:12",
        ["Calls__RateLimit__Permits"] = "1000000",
        ["Calls__CommandsPerSecond"] = "1000",
        ["Calls__SignalsPerSecond"] = "1000",
        ["SignIn__PasswordIterations"] = "1000",
        ["Demo__Enabled"] = "false",
        ["Silo__InProcess"] = "false",
        ["Silo__AdvertisedAddress"] = "127.0.0.1",
        ["FirstAdministrator__Username"] = CallCluster.Administrator,
        ["FirstAdministrator__Password"] = CallCluster.AdministratorPassword,
    };
}

/// <summary>What a process is run with: a program before it, and variables.</summary>
/// <param name="CommandLine">The program before it.</param>
/// <param name="Environment">The variables.</param>
public sealed record SiloWrapper(IReadOnlyList<string> CommandLine, IReadOnlyDictionary<string, string> Environment);
