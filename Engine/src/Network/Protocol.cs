namespace Orleans.Runtime.Network;

/// <summary>What both ends of a connection must agree on.</summary>
internal static class Protocol
{
    /// <summary>The oldest version that this program still speaks: that of its predecessor, so that two neighbours run together.</summary>
    public const int Oldest = 1;

    /// <summary>The version that this program speaks with its like.</summary>
    public const int Newest = 2;

    /// <summary>From this version on the first word proves the secret, and every proof says whom it is for.</summary>
    public const int Addressed = 2;

    /// <summary>The largest step of a handshake, in bytes: strangers get no more memory than this.</summary>
    public const int MaxHandshakeBytes = 4096;

    /// <summary>What a frame has besides its payload: its length (4 bytes, little-endian, kind included) and its kind (1 byte).</summary>
    public const int FrameOverhead = 5;

    /// <summary>What a message may have besides its body.</summary>
    public const int MaxHeaderBytes = 64 * 1024;
}

/// <summary>What a frame carries. A kind that a process does not know is skipped.</summary>
internal enum FrameKind : byte
{
    /// <summary>A message between grains, observers and clients.</summary>
    Message = 1,

    /// <summary>Asks whether the other end lives.</summary>
    Ping = 2,

    /// <summary>It does.</summary>
    Pong = 3,

    /// <summary>The version of a view (8 bytes): the sender has let go of all that moved away with it.</summary>
    Released = 4,

    /// <summary>The clients that are connected with the sender (JSON).</summary>
    Clients = 5,

    /// <summary>Who is in the cluster (JSON); for clients.</summary>
    View = 6,

    /// <summary>The table of members has changed.</summary>
    Look = 7,

    /// <summary>The receiver was declared dead.</summary>
    Evicted = 8,

    /// <summary>The sender leaves in order; nothing more comes from it.</summary>
    Goodbye = 9,

    /// <summary>The version of a view (8 bytes) and grains (JSON): of all that moved away with it the sender still holds these.</summary>
    Holding = 10,
}
