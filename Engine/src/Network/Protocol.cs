namespace Orleans.Runtime.Network;

/// <summary>What both ends of a connection must agree on.</summary>
internal static class Protocol
{
    /// <summary>The oldest version still spoken: that of the previous release, so that both can run together.</summary>
    public const int Oldest = 1;

    /// <summary>The version that processes of this release speak to each other.</summary>
    public const int Newest = 2;

    /// <summary>From this version on, the first step proves the secret, and every proof says whom it is for.</summary>
    public const int Addressed = 2;

    /// <summary>The largest step of a handshake, in bytes: strangers get no more memory than this.</summary>
    public const int MaxHandshakeBytes = 4096;

    /// <summary>A frame begins with its length (4 bytes, little-endian, including the kind) and its kind (1 byte).</summary>
    public const int FrameOverhead = 5;

    /// <summary>How large the headers of a message may be.</summary>
    public const int MaxHeaderBytes = 64 * 1024;
}

/// <summary>What a frame carries. Unknown kinds are skipped.</summary>
internal enum FrameKind : byte
{
    /// <summary>A message between grains, observers and clients.</summary>
    Message = 1,

    /// <summary>Asks whether the other end is alive.</summary>
    Ping = 2,

    /// <summary>It is.</summary>
    Pong = 3,

    /// <summary>The version of a view (8 bytes): the sender has released all grains that moved away with it.</summary>
    Released = 4,

    /// <summary>The clients connected to the sender (JSON).</summary>
    Clients = 5,

    /// <summary>The members of the cluster (JSON), for clients.</summary>
    View = 6,

    /// <summary>The membership table has changed.</summary>
    Look = 7,

    /// <summary>The receiver was declared dead.</summary>
    Evicted = 8,

    /// <summary>The sender leaves in order and sends nothing more.</summary>
    Goodbye = 9,

    /// <summary>The version of a view (8 bytes) and those grains that moved away with it which the sender still holds (JSON).</summary>
    Holding = 10,
}
