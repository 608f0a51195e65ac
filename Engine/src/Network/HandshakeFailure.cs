namespace Orleans.Runtime.Network;

/// <summary>Why two processes do not work together.</summary>
internal enum HandshakeFailure
{
    /// <summary>They do.</summary>
    None,

    /// <summary>They have no version of the protocol in common.</summary>
    Version,

    /// <summary>They do not know the same secret.</summary>
    Stranger,

    /// <summary>The one that dials was declared dead.</summary>
    Evicted,

    /// <summary>Another life of the process, or another process, is at that address.</summary>
    Replaced,

    /// <summary>What came was not of this protocol.</summary>
    Malformed,

    /// <summary>The other end closed.</summary>
    Closed,

    /// <summary>The one that dials means another silo.</summary>
    Elsewhere,
}
