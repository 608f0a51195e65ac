namespace OrleansCalls.Calls;

/// <summary>How long each live state may last.</summary>
/// <param name="Ring">Ringing.</param>
/// <param name="Connect">Setting up media after the answer.</param>
/// <param name="Longest">Connected.</param>
public readonly record struct CallTimings(TimeSpan Ring, TimeSpan Connect, TimeSpan Longest)
{
    /// <summary>As the settings say.</summary>
    public static CallTimings From(CallsOptions options) => new(options.RingTimeout, options.ConnectTimeout, options.MaxDuration);

    /// <summary>When something is due in a call: its own time or somebody's time to answer is up. Null once it has ended.</summary>
    public DateTimeOffset? DeadlineOf(CallView call) => call.Participants
        .Select(person => RingEndOf(call, person))
        .Append(EndOf(call))
        .Min();

    /// <summary>Until when a person rings, settled when the ringing began; null if they do not ring.</summary>
    public static DateTimeOffset? RingEndOf(CallView call, Participant person) =>
        // A row of an older version has only the call's deadline.
        person.Status == ParticipantStatus.Ringing ? person.RingDeadline ?? call.RingDeadline : null;

    /// <summary>
    /// When a call's own time is up, whoever still rings. Null until somebody answers: it rings for as long as anyone does.
    /// </summary>
    public DateTimeOffset? EndOf(CallView call) => call.State switch
    {
        CallState.Connecting => call.AnsweredAt + Connect,
        CallState.Connected => call.ConnectedAt + Longest,
        CallState.Ringing or CallState.Ended => null,
    };
}
