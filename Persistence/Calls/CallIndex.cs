using System.Collections.Immutable;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>Answers questions across calls from the rows that <see cref="CallStorage"/> writes.</summary>
public sealed class CallIndex : ICallIndex
{
    private const string LiveOfSql = """
        select user_id, call_id
        from call_participants
        where user_id = any ($1) and live
        """;

    private const string LiveSql = """
        select to_json(c)
        from calls c
        where c.call_id in (select call_id from call_participants where user_id = any ($1) and live)
        """;

    private const string AttemptsSql = """
        select call_id, created_at, user_id
        from call_participants
        where user_id = any ($1) and created_at >= $2 and outgoing
        order by created_at, call_id
        """;

    private const string UnseenSql = """
        select user_id, count(*)::int
        from call_participants
        where user_id = any ($1) and missed and seen_at is null
        group by user_id
        """;

    private const string MissedSql = """
        select to_json(c), mine.seen_at is not null
        from (
            select call_id, created_at, seen_at
            from call_participants
            where user_id = $1 and missed
            order by created_at desc, call_id desc
            limit $2
        ) mine
        join calls c on c.call_id = mine.call_id
        order by mine.created_at desc, mine.call_id desc
        """;

    private const string SeeAllSql = """
        update call_participants
        set seen_at = clock_timestamp()
        where user_id = $1 and missed and seen_at is null
        """;

    private const string SeeOneSql = """
        with mine as (
            select p.user_id, p.created_at, p.call_id, p.missed and p.seen_at is null as unseen
            from calls c join call_participants p using (created_at, call_id)
            where c.call_id = $2 and p.user_id = $1
        ),
        seen as (
            update call_participants p
            set seen_at = clock_timestamp()
            from mine
            where mine.unseen and p.user_id = mine.user_id and p.created_at = mine.created_at and p.call_id = mine.call_id
        )
        select exists (select from mine)
        """;

    private const string HistorySql = """
        select to_json(c)
        from (
            select call_id, created_at
            from call_participants
            where user_id = $1 and (created_at, call_id) < ($2, $3) and (not $5 or missed) and ($6 is null or outgoing = $6)
            order by created_at desc, call_id desc
            limit $4
        ) mine
        join calls c on c.call_id = mine.call_id
        order by mine.created_at desc, mine.call_id desc
        """;

    private const string OverdueSql = """
        select call_id
        from calls
        where deadline <= $1
        order by deadline, call_id
        limit $2
        """;

    private const string LiveDeadlinesSql = """
        select call_id, coalesce(ring_deadline, created_at)
        from calls
        where deadline is not null and ($1 is null or call_id = $1)
        """;

    private readonly NpgsqlDataSource _database;
    private readonly BatchLoader<string, int> _unseen;
    private readonly BatchLoader<(string UserId, DateTimeOffset Since), UserCalls> _userCalls;

    /// <summary>Over a database.</summary>
    public CallIndex(NpgsqlDataSource database)
    {
        _database = database;
        _unseen = new(CountUnseen);
        _userCalls = new(ReadUserCalls);
    }

    public async Task<UserCalls> ReadUserCalls(string userId, DateTimeOffset attemptsSince) =>
        await _userCalls.Load((userId, attemptsSince)) ?? new UserCalls([], []);

    public Task<int> CountUnseen(string userId) => _unseen.Load(userId);

    public Task<ImmutableArray<MissedCall>> ReadMissed(string userId, int limit) =>
        _database.Command(MissedSql, Param.Text(userId), Param.Int(limit))
            .All(row => new MissedCall(JsonRows.Read<CallView>(row), row.GetBoolean(1)));

    public async Task<bool> MarkSeen(string userId, string? callId)
    {
        if (callId is not null)
            return Guid.TryParseExact(callId, "D", out var id)
                && await _database.Command(SeeOneSql, Param.Text(userId), Param.Uuid(id)).Single() is true;
        await _database.Command(SeeAllSql, Param.Text(userId)).Run();
        return true;
    }

    public async Task<CallPage> ReadHistory(string userId, string? cursor, int limit, HistoryFilter filter = HistoryFilter.All)
    {
        var (before, beforeId) = HistoryCursor.Decode(cursor);
        var calls = await _database.Command(
            HistorySql,
            Param.Text(userId),
            Param.Time(before),
            Param.Uuid(Guid.ParseExact(beforeId, "D")),
            Param.Int(limit + 1),
            Param.Bool(filter == HistoryFilter.Missed),
            Param.Bool(filter switch
            {
                HistoryFilter.Outgoing => true,
                HistoryFilter.Incoming => false,
                HistoryFilter.All or HistoryFilter.Missed => null,
            })).All(JsonRows.Read<CallView>);
        return HistoryCursor.Page(calls, limit);
    }

    public Task<ImmutableArray<string>> ReadOverdue(DateTimeOffset before, int limit) =>
        _database.Command(OverdueSql, Param.Time(before), Param.Int(limit)).All(row => row.CallId(0));

    public async Task<ImmutableArray<LiveCall>> ReadLive(string? callId = null)
    {
        if (callId is not null && !Guid.TryParseExact(callId, "D", out _))
            return [];
        return await _database.Command(LiveDeadlinesSql, Param.Uuid(callId is null ? null : Guid.ParseExact(callId, "D")))
            .All(row => new LiveCall(row.CallId(0), row.Time(1)));
    }

    private async Task<IReadOnlyDictionary<string, int>> CountUnseen(IReadOnlyCollection<string> userIds) =>
        (await _database.Command(UnseenSql, Param.Texts(userIds)).All(row => (UserId: row.GetString(0), Count: row.GetInt32(1))))
            .ToDictionary(unseen => unseen.UserId, unseen => unseen.Count, StringComparer.Ordinal);

    private async Task<IReadOnlyDictionary<(string UserId, DateTimeOffset Since), UserCalls>> ReadUserCalls(
        IReadOnlyCollection<(string UserId, DateTimeOffset Since)> asked)
    {
        var userIds = Param.Texts(asked.Select(one => one.UserId));
        await using var batch = _database.CreateBatch();
        batch.BatchCommands.Add(SqlExtensions.Statement(LiveOfSql, userIds));
        batch.BatchCommands.Add(SqlExtensions.Statement(LiveSql, userIds.Clone()));
        batch.BatchCommands.Add(SqlExtensions.Statement(AttemptsSql, userIds.Clone(), Param.Time(asked.Min(one => one.Since))));
        await using var reader = await batch.ExecuteReaderAsync();
        var liveOf = (await reader.All(row => (UserId: row.GetString(0), CallId: row.CallId(1))))
            .ToLookup(one => one.UserId, one => one.CallId, StringComparer.Ordinal);
        await reader.NextResultAsync();
        // Each statement sees what was committed before it: a call may have ended since the first.
        var live = (await reader.All(JsonRows.Read<CallView>)).ToDictionary(call => call.CallId, StringComparer.Ordinal);
        await reader.NextResultAsync();
        var attemptsOf = (await reader.All(row => (UserId: row.GetString(2), Attempt: new CallAttempt(row.CallId(0), row.Time(1)))))
            .ToLookup(one => one.UserId, one => one.Attempt, StringComparer.Ordinal);

        return asked.ToDictionary(one => one, one => new UserCalls(
            [.. liveOf[one.UserId].Select(callId => live.GetValueOrDefault(callId)).OfType<CallView>().OrderBy(call => call.CreatedAt)
                .ThenBy(call => call.CallId, StringComparer.Ordinal)],
            [.. attemptsOf[one.UserId].Where(attempt => attempt.At >= Microseconds.Truncate(one.Since))]));
    }
}
