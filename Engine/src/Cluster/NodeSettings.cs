using Orleans.Configuration;

namespace Orleans.Runtime.Cluster;

/// <summary>How a silo or client makes calls.</summary>
internal sealed record NodeSettings(TimeProvider Time, TimeSpan ResponseTimeout, bool CancelRequestOnTimeout, bool WaitForCancellationAcknowledgement, int MaxForwardCount)
{
    public static NodeSettings From(MessagingOptions options, TimeProvider time) => new(
        time,
        options.ResponseTimeout,
        options.CancelRequestOnTimeout,
        options.WaitForCancellationAcknowledgement,
        (options as SiloMessagingOptions)?.MaxForwardCount ?? 0);
}
