using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>Signals for one participant, for clients without a socket, or why there are none.</summary>
/// <param name="Items">In the order of their numbers.</param>
/// <param name="Next">Ask again after this number.</param>
/// <param name="Refusal">Set when the call is not theirs.</param>
[GenerateSerializer, Immutable, Alias("calls.SignalPage")]
public sealed record SignalPage(
    [property: Id(0)] ImmutableArray<SignalView> Items,
    [property: Id(1)] long Next,
    [property: Id(2)] Refusal? Refusal = null);
