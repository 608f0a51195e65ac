using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>The decision on a command: events (none for a duplicate, stale or losing command) or a refusal.</summary>
/// <param name="Events">In order.</param>
/// <param name="Refusal">Set when the command is not for this sender.</param>
public readonly record struct CallDecision(ImmutableArray<CallEvent> Events, Refusal? Refusal = null)
{
    /// <summary>Nothing changes; the sender gets the call as it is.</summary>
    public static CallDecision Nothing { get; } = new([]);

    /// <summary>These events.</summary>
    public static CallDecision Of(params ReadOnlySpan<CallEvent> events) => new([.. events]);

    /// <summary>The sender is in the call from another device or still being rung: they may not ask for this.</summary>
    public static CallDecision NotBound { get; } = new([], OrleansCalls.Refusal.NotBound);

    /// <summary>The sender has no part in this call, or there is no call: the two look the same.</summary>
    public static CallDecision NotFound { get; } = new([], OrleansCalls.Refusal.CallNotFound);
}
