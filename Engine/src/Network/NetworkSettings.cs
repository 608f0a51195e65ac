using Orleans.Configuration;

namespace Orleans.Runtime.Network;

/// <summary>Limits and periods of connections.</summary>
internal sealed record NetworkSettings(int MaxBodyBytes, TimeSpan ProbePeriod, int MaxMissedProbes)
{
    /// <summary>How many messages may wait for one connection.</summary>
    public int MaxQueuedMessages { get; init; } = 20_000;

    /// <summary>How long a connection attempt with its handshake may take.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many connections may be in their handshake at once: strangers take no more than this, and give way to members.</summary>
    public int MaxHandshakes { get; init; } = 512;

    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan LastRetry { get; init; } = TimeSpan.FromSeconds(1);

    public int MaxFrameBytes => MaxBodyBytes + Protocol.MaxHeaderBytes;

    public static NetworkSettings From(MessagingOptions messaging, ClusterMembershipOptions membership, ConnectionOptions connection) =>
        new(messaging.MaxMessageBodySize, membership.ProbeTimeout, membership.NumMissedProbesLimit) { ConnectTimeout = connection.OpenConnectionTimeout };
}
