using System.Collections.Immutable;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>Calls in memory, behaving as in the database: for tests, and for trying the product out.</summary>
internal sealed class MemoryCalls : ICallIndex, ICallLedger
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Row> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Row> _absorbed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<LedgerEntry>> _ledger = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Row>> _byUser = new(StringComparer.Ordinal);

    /// <summary>The call with this id, or the one that absorbed it.</summary>
    public CallView? Find(string callId)
    {
        lock (_gate)
            return (_rows.GetValueOrDefault(callId) ?? _absorbed.GetValueOrDefault(callId))?.Call;
    }

    /// <summary>Every call as it is now.</summary>
    public ImmutableArray<CallView> All()
    {
        lock (_gate)
            return [.. _rows.Values.Select(row => row.Call)];
    }

    /// <summary>
    /// Writes a call with its deadline and ledger line if the stored version is <paramref name="expected"/>, null for none.
    /// </summary>
    public bool TryWrite(CallView call, DateTimeOffset? deadline, int? expected, LedgerEntry? line)
    {
        lock (_gate)
        {
            var row = _rows.GetValueOrDefault(call.CallId);
            if (row?.Call.Version != expected || (row is null && _absorbed.ContainsKey(call.CallId)) || !CanAbsorb(call, row)
                || HasSomebodyElsewhere(call, row))
                return false;
            if (row is null)
                _rows.Add(call.CallId, row = new Row { Call = call });
            foreach (var person in call.Participants)
            {
                var calls = _byUser.TryGetValue(person.UserId, out var known) ? known : _byUser[person.UserId] = [];
                if (!calls.Contains(row))
                    calls.Add(row);
            }
            if (row.Call.AbsorbedCallId is { } before)
                _absorbed.Remove(before);
            if (call.AbsorbedCallId is { } absorbed)
                _absorbed[absorbed] = row;
            (row.Call, row.Deadline) = (call, deadline);
            if (line is not null)
                Note(line);
            return true;
        }
    }

    /// <summary>Removes a call if the stored version is <paramref name="expected"/>.</summary>
    public bool TryDelete(string callId, int expected)
    {
        lock (_gate)
        {
            if (!_rows.TryGetValue(callId, out var row) || row.Call.Version != expected)
                return false;
            _rows.Remove(callId);
            if (row.Call.AbsorbedCallId is { } absorbed)
                _absorbed.Remove(absorbed);
            foreach (var person in row.Call.Participants)
                _byUser[person.UserId].Remove(row);
            return true;
        }
    }

    public Task<UserCalls> ReadUserCalls(string userId, DateTimeOffset attemptsSince)
    {
        lock (_gate)
        {
            var oldestFirst = NewestFirst(userId).Reverse().Select(row => row.Call).ToList();
            return Task.FromResult(new UserCalls(
                [.. oldestFirst.Where(call => call.IsLiveFor(call.Find(userId)!))],
                [
                    .. oldestFirst
                        .Where(call => call.InitiatorId == userId && call.CreatedAt >= Microseconds.Truncate(attemptsSince))
                        .Select(call => new CallAttempt(call.CallId, call.CreatedAt)),
                ]));
        }
    }

    public Task<int> CountUnseen(string userId)
    {
        lock (_gate)
            return Task.FromResult(Missed(userId).Count(row => !row.SeenBy.Contains(userId)));
    }

    public Task<ImmutableArray<MissedCall>> ReadMissed(string userId, int limit)
    {
        lock (_gate)
            return Task.FromResult<ImmutableArray<MissedCall>>(
                [.. Missed(userId).Take(limit).Select(row => new MissedCall(row.Call, row.SeenBy.Contains(userId)))]);
    }

    public Task<bool> MarkSeen(string userId, string? callId)
    {
        lock (_gate)
        {
            foreach (var row in Missed(userId).Where(row => callId is null || row.Call.CallId == callId))
                row.SeenBy.Add(userId);
            return Task.FromResult(callId is null || _rows.GetValueOrDefault(callId)?.Call.Find(userId) is not null);
        }
    }

    public Task<CallPage> ReadHistory(string userId, string? cursor, int limit, HistoryFilter filter = HistoryFilter.All)
    {
        var (before, beforeId) = HistoryCursor.Decode(cursor);
        lock (_gate)
        {
            return Task.FromResult(HistoryCursor.Page(
                [
                    .. NewestFirst(userId)
                        .Select(row => row.Call)
                        .Where(call => IsWanted(call, userId, filter))
                        .Where(call =>
                            call.CreatedAt < before || (call.CreatedAt == before && string.CompareOrdinal(call.CallId, beforeId) < 0))
                        .Take(limit + 1),
                ],
                limit));
        }
    }

    public Task<ImmutableArray<string>> ReadOverdue(DateTimeOffset before, int limit)
    {
        lock (_gate)
        {
            return Task.FromResult<ImmutableArray<string>>(
            [
                .. _rows.Values
                    .Where(row => row.Deadline <= Microseconds.Truncate(before))
                    .OrderBy(row => row.Deadline)
                    .ThenBy(row => row.Call.CallId, StringComparer.Ordinal)
                    .Take(limit)
                    .Select(row => row.Call.CallId),
            ]);
        }
    }

    public Task<ImmutableArray<LiveCall>> ReadLive(string? callId = null)
    {
        lock (_gate)
        {
            return Task.FromResult<ImmutableArray<LiveCall>>(
            [
                .. _rows.Values
                    .Select(row => row.Call)
                    .Where(call => call.IsLive && (callId is null || call.CallId == callId))
                    .Select(call => new LiveCall(call.CallId, call.RingDeadline ?? call.CreatedAt)),
            ]);
        }
    }

    public int Waiting => 0;

    public void Note(LedgerEntry entry)
    {
        lock (_gate)
        {
            var lines = _ledger.TryGetValue(entry.CallId, out var known) ? known : _ledger[entry.CallId] = [];
            if (entry.More > 0)
                lines.RemoveAll(line => line.Id == entry.Id);
            lines.Add(entry);
        }
    }

    public Task<ImmutableArray<LedgerEntry>> Read(string callId, int limit)
    {
        lock (_gate)
        {
            string?[] ids = [callId, _rows.GetValueOrDefault(callId)?.Call.AbsorbedCallId];
            return Task.FromResult<ImmutableArray<LedgerEntry>>(
            [
                .. ids.OfType<string>().SelectMany(id => _ledger.GetValueOrDefault(id) ?? []).OrderBy(line => line.At)
                    .ThenBy(line => line.Version).Take(limit),
            ]);
        }
    }

    private static bool IsWanted(CallView call, string userId, HistoryFilter filter) => filter switch
    {
        HistoryFilter.All => true,
        HistoryFilter.Outgoing => call.InitiatorId == userId,
        HistoryFilter.Incoming => call.InitiatorId != userId,
        HistoryFilter.Missed => call.IsMissedBy(call.Find(userId)!),
    };

    private bool CanAbsorb(CallView call, Row? row) =>
        call.AbsorbedCallId is not { } absorbed
        || (!_rows.ContainsKey(absorbed) && (!_absorbed.TryGetValue(absorbed, out var by) || by == row));

    private bool HasSomebodyElsewhere(CallView call, Row? row) => call.Participants.Where(call.IsLiveFor).Any(person =>
        (_byUser.GetValueOrDefault(person.UserId) ?? [])
            .Any(other =>
                other != row && other.Call.Find(person.UserId) is { } there && other.Call.IsLiveFor(there) && there.Held == person.Held));

    private IEnumerable<Row> Missed(string userId) => NewestFirst(userId).Where(row => row.Call.IsMissedBy(row.Call.Find(userId)!));

    private IEnumerable<Row> NewestFirst(string userId) =>
        (_byUser.GetValueOrDefault(userId) ?? [])
            .OrderByDescending(row => row.Call.CreatedAt)
            .ThenByDescending(row => row.Call.CallId, StringComparer.Ordinal);

    private sealed class Row
    {
        public required CallView Call { get; set; }

        public DateTimeOffset? Deadline { get; set; }

        public HashSet<string> SeenBy { get; } = new(StringComparer.Ordinal);
    }
}
