using Orleans.Configuration;

namespace Orleans.Runtime.Network;

/// <summary>Limits and intervals of connections.</summary>
internal sealed record NetworkSettings(int MaxBodyBytes, TimeSpan ProbePeriod, int MaxMissedProbes)
{
    /// <summary>How many messages may be queued for a connection.</summary>
    public int MaxQueuedMessages { get; init; } = 20_000;

    /// <summary>How long connecting may take, including the handshake.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many handshakes may be in progress at once; strangers give way to members.</summary>
    public int MaxHandshakes { get; init; } = 512;

    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(50);

    public TimeSpan LastRetry { get; init; } = TimeSpan.FromSeconds(1);

    public int MaxFrameBytes => MaxBodyBytes + Protocol.MaxHeaderBytes;

    public static NetworkSettings From(MessagingOptions messaging, ClusterMembershipOptions membership, ConnectionOptions connection) =>
        new(messaging.MaxMessageBodySize, membership.ProbeTimeout, membership.NumMissedProbesLimit)
        {
            ConnectTimeout = connection.OpenConnectionTimeout,
        };
}
