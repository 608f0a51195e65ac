using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>Signals for a client without a socket.</summary>
/// <param name="Items">In the order of their numbers.</param>
/// <param name="Next">Ask again after this number.</param>
public sealed record SignalItems(ImmutableArray<SignalView> Items, long Next);
