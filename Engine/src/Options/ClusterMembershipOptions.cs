namespace Orleans.Configuration;

/// <summary>How silos watch each other.</summary>
public class ClusterMembershipOptions
{
    /// <summary>How many of its own heartbeats a silo may miss in the table.</summary>
    public int NumMissedTableIAmAliveLimit { get; set; } = 3;

    /// <summary>Whether silos are declared dead at all.</summary>
    public bool LivenessEnabled { get; set; } = true;

    /// <summary>How often a silo probes another and how long it waits for the answer.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the table is read without a cause.</summary>
    public TimeSpan TableRefreshTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a suspicion counts.</summary>
    public TimeSpan DeathVoteExpirationTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a silo writes that it lives.</summary>
    public TimeSpan IAmAliveTablePublishTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a silo tries to join.</summary>
    public TimeSpan MaxJoinAttemptTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many others a silo probes.</summary>
    public int NumProbedSilos { get; set; } = 10;

    /// <summary>How many probes in a row may fail before suspicion.</summary>
    public int NumMissedProbesLimit { get; set; } = 3;

    /// <summary>How many must suspect a silo to declare it dead.</summary>
    public int NumVotesForDeathDeclaration { get; set; } = 2;

    /// <summary>After how long rows of dead silos go.</summary>
    public TimeSpan DefunctSiloExpiration { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often they are looked for; null for never.</summary>
    public TimeSpan? DefunctSiloCleanupPeriod { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Whether a probe is also tried through a third silo.</summary>
    public bool EnableIndirectProbes { get; set; } = true;

    /// <summary>Whether a silo that is busy itself waits longer for others.</summary>
    public bool ExtendProbeTimeoutDuringDegradation { get; set; } = true;
}
