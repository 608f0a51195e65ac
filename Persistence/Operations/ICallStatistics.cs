using System.Collections.Immutable;
using OrleansCalls.Calls;

namespace OrleansCalls.Operations;

/// <summary>What operators ask across all calls, answered from the calls' rows: right whatever silo died.</summary>
public interface ICallStatistics
{
    /// <summary>The call of this id, or the one that absorbed it; null when there is none.</summary>
    Task<CallView?> Find(string callId);

    /// <summary>How many live calls there are in each state that has some.</summary>
    Task<ImmutableDictionary<CallState, int>> CountLive();

    /// <summary>Live calls, newest first.</summary>
    /// <param name="state">Only those in this state; null for all.</param>
    /// <param name="userIds">Only those with one of these in them; null for all.</param>
    /// <param name="cursor">Where the last page ended; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<CallPage> ReadLive(CallState? state, IReadOnlyCollection<string>? userIds, string? cursor, int limit);

    /// <summary>What began and ended in each minute from <paramref name="since"/> on in which something did, the oldest first.</summary>
    Task<ImmutableArray<CallRate>> ReadRates(DateTimeOffset since);
}

/// <summary>One minute.</summary>
/// <param name="Minute">Its beginning.</param>
/// <param name="Started">Calls made in it, also those that could not ring.</param>
/// <param name="Ended">Calls that ended in it, by reason.</param>
public sealed record CallRate(DateTimeOffset Minute, int Started, ImmutableDictionary<EndReason, int> Ended);
