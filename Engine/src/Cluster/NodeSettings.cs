using Orleans.Configuration;

namespace Orleans.Runtime.Cluster;

/// <summary>How a silo or client makes calls.</summary>
internal sealed record NodeSettings(TimeProvider Time, TimeSpan ResponseTimeout, int MaxForwardCount)
{
    public static NodeSettings From(MessagingOptions options, TimeProvider time) => new(
        time,
        options.ResponseTimeout,
        (options as SiloMessagingOptions)?.MaxForwardCount ?? 0);
}
