namespace OrleansCalls.Cluster.Tests.History;

/// <summary>The commands of a call, by the names of the hub's methods.</summary>
public static class Commands
{
    /// <summary>Calls somebody.</summary>
    public const string Initiate = nameof(Initiate);

    /// <summary>Answers.</summary>
    public const string Answer = nameof(Answer);

    /// <summary>Declines.</summary>
    public const string Reject = nameof(Reject);

    /// <summary>Says that media flows.</summary>
    public const string Connected = nameof(Connected);

    /// <summary>Cancels, declines or ends.</summary>
    public const string HangUp = nameof(HangUp);
}
