namespace Orleans.Runtime.Network;

/// <summary>Why two processes cannot work together.</summary>
internal enum HandshakeFailure
{
    /// <summary>They can.</summary>
    None,

    /// <summary>They have no version of the protocol in common.</summary>
    Version,

    /// <summary>They do not share the secret.</summary>
    Stranger,

    /// <summary>The dialing process was declared dead.</summary>
    Evicted,

    /// <summary>Another run of the silo, or another process, is at that address.</summary>
    Replaced,

    /// <summary>The other end does not speak this protocol.</summary>
    Malformed,

    /// <summary>The other end closed the connection.</summary>
    Closed,

    /// <summary>The dialing process wants another silo.</summary>
    Elsewhere,
}
