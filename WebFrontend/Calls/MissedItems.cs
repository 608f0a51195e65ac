using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>Missed calls.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Unseen">How many have not been seen; all of them, not only those in <paramref name="Items"/>.</param>
/// <param name="UnseenIds">Which of <paramref name="Items"/> have not been seen.</param>
public sealed record MissedItems(ImmutableArray<CallView> Items, int Unseen, ImmutableArray<string> UnseenIds);
