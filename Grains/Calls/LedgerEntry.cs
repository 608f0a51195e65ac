namespace OrleansCalls.Calls;

/// <summary>One line of a call's ledger: who asked what of it, from which device, and what came of it (FEATURES U7).</summary>
public sealed record LedgerEntry
{
    /// <summary>Its own id, so that writing it twice does no harm.</summary>
    public required Guid Id { get; init; }

    /// <summary>The call that it was asked of; one that was never made has lines and no row.</summary>
    public required string CallId { get; init; }

    /// <summary>When it was decided, by the database's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was asked: a <see cref="CallCommand.Name"/>.</summary>
    public required string Command { get; init; }

    /// <summary>What came of it.</summary>
    public required CommandOutcome Outcome { get; init; }

    /// <summary>Who asked; null for the cluster itself.</summary>
    public string? UserId { get; init; }

    /// <summary>From which device, if one was named.</summary>
    public string? DeviceId { get; init; }

    /// <summary>
    /// Why it was refused, one of <see cref="RefusalCodes"/>; or where a lost initiate was sent: <see cref="Glare"/>,
    /// <see cref="Supersede"/>.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>The call's version after it; null while there is no call.</summary>
    public int? Version { get; init; }

    /// <summary>The call's state after it; null while there is no call.</summary>
    public CallState? State { get; init; }

    /// <summary>The silo that decided.</summary>
    public required string Silo { get; init; }

    /// <summary>
    /// How many commands of the same person this line stands for beside its own, which is the last of them; 0 for an ordinary line.
    /// </summary>
    public int More { get; init; }

    /// <summary>An initiate that met a crossing call: that one is answered instead.</summary>
    public const string Glare = "glare";

    /// <summary>An initiate to somebody whom the caller is in a call with: that one is superseded first.</summary>
    public const string Supersede = "supersede";
}

/// <summary>What came of a command.</summary>
public enum CommandOutcome
{
    /// <summary>It happened.</summary>
    Accepted,

    /// <summary>An earlier command of the sender's already did this.</summary>
    Repeated,

    /// <summary>Another command came first.</summary>
    Lost,

    /// <summary>The sender may not.</summary>
    Refused,
}
