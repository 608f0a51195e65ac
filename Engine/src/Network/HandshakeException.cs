namespace Orleans.Runtime.Network;

/// <summary>Two processes cannot work together; the message says why and what to do.</summary>
internal sealed class HandshakeException(HandshakeFailure failure, string message) : OrleansException(message)
{
    public HandshakeFailure Failure => failure;

    /// <summary>Whether the other side refuses this process as it is configured: trying again is pointless.</summary>
    public bool IsRefusal => failure is HandshakeFailure.Stranger or HandshakeFailure.Version;

    public static HandshakeException Malformed() => new(HandshakeFailure.Malformed, "It does not speak this protocol.");
}
