namespace OrleansCalls.Calls;

/// <summary>How long each live state may last.</summary>
/// <param name="Ring">Ringing.</param>
/// <param name="Connect">Setting up media after the answer.</param>
/// <param name="Longest">Connected.</param>
public readonly record struct CallTimings(TimeSpan Ring, TimeSpan Connect, TimeSpan Longest)
{
    /// <summary>As the settings say.</summary>
    public static CallTimings From(CallsOptions options) => new(options.RingTimeout, options.ConnectTimeout, options.MaxDuration);

    /// <summary>When something is due in a call: its own time is up, or somebody's to answer is. Null once it has ended.</summary>
    public DateTimeOffset? DeadlineOf(CallView call) => call.Participants
        .Select(person => RingEndOf(call, person))
        .Append(EndOf(call))
        .Min();

    /// <summary>Until when a person rings, which was settled when they began to; null if they do not ring.</summary>
    public static DateTimeOffset? RingEndOf(CallView call, Participant person) =>
        // A row of an older version has the call's deadline alone.
        person.Status == ParticipantStatus.Ringing ? person.RingDeadline ?? call.RingDeadline : null;

    /// <summary>When a call's own time is up, whoever still rings. Null while nobody has answered: it rings for as long as anyone does.</summary>
    public DateTimeOffset? EndOf(CallView call) => call.State switch
    {
        CallState.Connecting => call.AnsweredAt + Connect,
        CallState.Connected => call.ConnectedAt + Longest,
        CallState.Ringing or CallState.Ended => null,
    };
}
