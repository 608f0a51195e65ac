namespace Orleans.Runtime.Network;

/// <summary>Two processes do not work together; the message says why and what to do.</summary>
internal sealed class HandshakeException(HandshakeFailure failure, string message) : OrleansException(message)
{
    public HandshakeFailure Failure => failure;

    /// <summary>What came makes no sense.</summary>
    public static HandshakeException Malformed() => new(HandshakeFailure.Malformed, "It does not speak this protocol.");
}
