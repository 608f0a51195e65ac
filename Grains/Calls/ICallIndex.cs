using System.Collections.Immutable;

namespace OrleansCalls.Calls;

/// <summary>The questions asked across calls; answered from the same rows that the call grains write.</summary>
public interface ICallIndex
{
    /// <summary>What a presence grain is rebuilt from, in one read.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="attemptsSince">From when the user's own attempts to call are wanted.</param>
    Task<UserCalls> ReadUserCalls(string userId, DateTimeOffset attemptsSince);

    /// <summary>
    /// Live calls whose deadline had passed at <paramref name="before"/>, the most overdue first, at most <paramref name="limit"/>.
    /// </summary>
    Task<ImmutableArray<string>> ReadOverdue(DateTimeOffset before, int limit);

    /// <summary>Every live call, or the one of that id if it lives.</summary>
    Task<ImmutableArray<LiveCall>> ReadLive(string? callId = null);

    /// <summary>How many missed calls the user has not seen.</summary>
    Task<int> CountUnseen(string userId);

    /// <summary>The user's missed calls, newest first, at most <paramref name="limit"/>.</summary>
    Task<ImmutableArray<MissedCall>> ReadMissed(string userId, int limit);

    /// <summary>Marks one missed call as seen, or all when no id is given.</summary>
    /// <returns>False when the id names no call of this user's.</returns>
    Task<bool> MarkSeen(string userId, string? callId);

    /// <summary>The user's ended and live calls in both directions, newest first.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="cursor">Where the last page ended; null for the newest.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="filter">Which of them.</param>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<CallPage> ReadHistory(string userId, string? cursor, int limit, HistoryFilter filter = HistoryFilter.All);
}

/// <summary>A user's live calls and recent attempts.</summary>
/// <param name="Live">Calls that have not ended and in which the user is ringing or joined; normally none or one.</param>
/// <param name="Attempts">Id and time of the calls that the user initiated, oldest first.</param>
public sealed record UserCalls(ImmutableArray<CallView> Live, ImmutableArray<CallAttempt> Attempts);

/// <summary>A live call, and until when it rings or rang.</summary>
public readonly record struct LiveCall(string CallId, DateTimeOffset RingDeadline);

/// <summary>One attempt to call.</summary>
public readonly record struct CallAttempt(string CallId, DateTimeOffset At);

/// <summary>A missed call and whether its callee has seen that it was.</summary>
public sealed record MissedCall(CallView Call, bool Seen);

/// <summary>A page of calls.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">The cursor of the next page, or null at the end.</param>
public sealed record CallPage(ImmutableArray<CallView> Items, string? Next);
