namespace OrleansCalls.Cluster.Tests.History;

/// <summary>The states of a call, as on the wire and in the rows.</summary>
public static class CallStates
{
    /// <summary>It rings.</summary>
    public const string Ringing = "ringing";

    /// <summary>It was answered.</summary>
    public const string Connecting = "connecting";

    /// <summary>Media flows.</summary>
    public const string Connected = "connected";

    /// <summary>It is over.</summary>
    public const string Ended = "ended";
}
