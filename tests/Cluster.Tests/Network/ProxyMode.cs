namespace OrleansCalls.Cluster.Tests.Network;

/// <summary>What a proxy does with what passes through it.</summary>
public enum ProxyMode
{
    /// <summary>Passes it on.</summary>
    Pass,

    /// <summary>Keeps it, as a network does that loses packets; connections stay open.</summary>
    Hang,

    /// <summary>Breaks connections, old and new.</summary>
    Cut,
}
