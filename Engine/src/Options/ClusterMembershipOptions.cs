namespace Orleans.Configuration;

/// <summary>How silos watch each other.</summary>
public class ClusterMembershipOptions
{
    /// <summary>How often a silo probes another one, and how long it waits for the answer.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many probes in a row must fail before the silo is suspected.</summary>
    public int NumMissedProbesLimit { get; set; } = 3;

    /// <summary>How often a silo writes its heartbeat, and reads the table.</summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many heartbeats in a row a silo may miss.</summary>
    public int NumMissedTableIAmAliveLimit { get; set; } = 3;

    /// <summary>How many silos must suspect a silo to declare it dead.</summary>
    public int NumVotesForDeathDeclaration { get; set; } = 2;

    /// <summary>How long a suspicion counts.</summary>
    public TimeSpan DeathVoteExpirationTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a silo tries to join.</summary>
    public TimeSpan MaxJoinAttemptTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>When the rows of dead silos are deleted.</summary>
    public TimeSpan DefunctSiloExpiration { get; set; } = TimeSpan.FromDays(7);

    // The others exist because applications set them. Here the table is read with every heartbeat, every silo probes every other one,
    // never through a third, and a busy silo always allows for its own delay.
    public TimeSpan TableRefreshTimeout { get; set; } = TimeSpan.FromSeconds(60);

    public int NumProbedSilos { get; set; } = 10;

    public bool EnableIndirectProbes { get; set; } = true;

    public bool ExtendProbeTimeoutDuringDegradation { get; set; } = true;
}
