namespace OrleansCalls.Cluster.Tests.History;

/// <summary>What came of a command, as its sender knows it.</summary>
public enum Outcome
{
    /// <summary>It was answered with the call.</summary>
    Ok,

    /// <summary>It was refused with a code.</summary>
    Refused,

    /// <summary>There was no answer: it may have been done or not, or be done later.</summary>
    Unknown,
}

/// <summary>A command that somebody sent, from the first sending to the last answer.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Command">Which method of the hub.</param>
/// <param name="CallId">For which call, by the id that its sender gave.</param>
/// <param name="Invoked">When it was sent first.</param>
/// <param name="Completed">When it was answered, or given up.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Seen">The call in the answer.</param>
/// <param name="Code">The code of the refusal, or what the last attempt failed with.</param>
public sealed record Operation(
    string UserId, string Command, string CallId, DateTimeOffset Invoked, DateTimeOffset Completed, Outcome Outcome, SeenCall? Seen,
        string? Code);

/// <summary>A call that somebody was told of without having asked.</summary>
/// <param name="UserId">Who.</param>
/// <param name="At">When.</param>
/// <param name="Call">The call, as they were told.</param>
public sealed record Sighting(string UserId, DateTimeOffset At, SeenCall Call);

/// <summary>A time in which something was broken, so that deadlines may be acted on late.</summary>
/// <param name="From">When it was broken.</param>
/// <param name="Until">When it was found out, or mended.</param>
/// <param name="What">What it was.</param>
public sealed record Disruption(DateTimeOffset From, DateTimeOffset Until, string What);
