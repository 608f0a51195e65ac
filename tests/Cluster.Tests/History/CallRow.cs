namespace OrleansCalls.Cluster.Tests.History;

/// <summary>A call as the database has it.</summary>
public sealed record CallRow
{
    /// <summary>Its id.</summary>
    public required string CallId { get; init; }

    /// <summary>Its version.</summary>
    public required int Version { get; init; }

    /// <summary>Its state.</summary>
    public required string State { get; init; }

    /// <summary>Why it ended.</summary>
    public string? EndReason { get; init; }

    /// <summary>Who called.</summary>
    public required string InitiatorId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When ringing was to stop; null if it never rang.</summary>
    public DateTimeOffset? RingDeadline { get; init; }

    /// <summary>When it was answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When media flowed first.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The crossing call that this one stands for too.</summary>
    public string? AbsorbedId { get; init; }

    /// <summary>Who is in it, the initiator first.</summary>
    public required IReadOnlyList<RowParticipant> Participants { get; init; }

    /// <summary>Whether it is over.</summary>
    public bool IsOver => State == CallStates.Ended;
}

/// <summary>Somebody in a call, as the database has it.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Status">Where they stand.</param>
/// <param name="Live">Whether the call holds them: a second one may not.</param>
public sealed record RowParticipant(string UserId, string Status, bool Live);

/// <summary>What is left when everything has come to rest.</summary>
/// <param name="ReadAt">When it was read.</param>
/// <param name="Calls">Every call.</param>
/// <param name="Engaged">The people whom the product still shows in a call, with that status.</param>
public sealed record Aftermath(DateTimeOffset ReadAt, IReadOnlyList<CallRow> Calls, IReadOnlyDictionary<string, string> Engaged)
{
    private readonly Lazy<IReadOnlyDictionary<string, CallRow>> _byId = new(() => Index(Calls));

    /// <summary>The row that a call's id leads to: its own, or that of the call which absorbed it.</summary>
    public CallRow? Find(string callId) => _byId.Value.GetValueOrDefault(callId);

    private static Dictionary<string, CallRow> Index(IReadOnlyList<CallRow> calls)
    {
        var byId = calls.ToDictionary(call => call.CallId, StringComparer.Ordinal);
        foreach (var call in calls)
        {
            if (call.AbsorbedId is { } absorbed)
                byId.TryAdd(absorbed, call);
        }

        return byId;
    }
}
