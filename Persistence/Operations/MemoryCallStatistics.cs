using System.Collections.Immutable;
using OrleansCalls.Calls;

namespace OrleansCalls.Operations;

/// <summary><see cref="CallStatistics"/> in memory.</summary>
internal sealed class MemoryCallStatistics(MemoryCalls calls) : ICallStatistics
{
    public Task<CallView?> Find(string callId) => Task.FromResult(calls.Find(callId));

    public Task<ImmutableDictionary<CallState, int>> CountLive() =>
        Task.FromResult(calls.All().Where(call => call.IsLive).GroupBy(call => call.State)
            .ToImmutableDictionary(state => state.Key, state => state.Count()));

    public Task<CallPage> ReadLive(CallState? state, IReadOnlyCollection<string>? userIds, string? cursor, int limit)
    {
        var (before, beforeId) = HistoryCursor.Decode(cursor);
        return Task.FromResult(HistoryCursor.Page(
            [
                .. calls.All()
                    .Where(call => call.IsLive && (state is null || call.State == state))
                    .Where(call => userIds is null || call.Participants.Any(person => userIds.Contains(person.UserId)))
                    .Where(call =>
                        call.CreatedAt < before || (call.CreatedAt == before && string.CompareOrdinal(call.CallId, beforeId) < 0))
                    .OrderByDescending(call => call.CreatedAt)
                    .ThenByDescending(call => call.CallId, StringComparer.Ordinal)
                    .Take(limit + 1),
            ],
            limit));
    }

    public Task<ImmutableArray<CallRate>> ReadRates(DateTimeOffset since)
    {
        var all = calls.All();
        var began = all.Where(call => call.CreatedAt >= since).Select(call => (call.CreatedAt, (EndReason?)null));
        var ended = all.Where(call => call.EndedAt >= since).Select(call => (call.EndedAt!.Value, call.EndReason));
        return Task.FromResult(CallRates.ByMinute(
            began.Concat(ended).GroupBy(happened => (RingWindow.MinuteOf(happened.Item1), happened.Item2))
                .Select(group => (group.Key.Item1, group.Key.Item2, group.Count()))));
    }
}
