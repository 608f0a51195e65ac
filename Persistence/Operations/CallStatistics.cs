using System.Collections.Immutable;
using Npgsql;
using OrleansCalls.Calls;
using OrleansCalls.Persistence;

namespace OrleansCalls.Operations;

/// <summary>Answers operators from the rows that <see cref="CallStorage"/> writes.</summary>
public sealed class CallStatistics(NpgsqlDataSource database) : ICallStatistics
{
    private const string CountSql = """
        select state, count(*)::int
        from calls
        where deadline is not null
        group by state
        """;

    private const string LiveSql = """
        select to_json(c)
        from (
            select call_id, created_at
            from calls
            where deadline is not null and ($1 is null or state = $1) and (created_at, call_id) < ($2, $3)
              and ($4 is null or exists (
                  select from call_participants who
                  where who.user_id = any ($4) and who.created_at = calls.created_at and who.call_id = calls.call_id))
            order by created_at desc, call_id desc
            limit $5
        ) live
        join calls c on c.call_id = live.call_id
        order by live.created_at desc, live.call_id desc
        """;

    // null for what began, else the reason of what ended.
    private const string RatesSql = """
        select date_trunc('minute', created_at), null, count(*)::int
        from calls
        where created_at >= $1
        group by 1
        union all
        select date_trunc('minute', ended_at), end_reason, count(*)::int
        from calls
        where ended_at >= $1
        group by 1, 2
        """;

    public async Task<CallView?> Find(string callId) => Guid.TryParseExact(callId, "D", out var id)
        ? (await CallStorage.Read(database, [id])).GetValueOrDefault(id)
        : null;

    public async Task<ImmutableDictionary<CallState, int>> CountLive() =>
        (await database.Command(CountSql).All(row => KeyValuePair.Create(EnumText.Parse<CallState>(row.GetString(0)), row.GetInt32(1))))
            .ToImmutableDictionary();

    public async Task<CallPage> ReadLive(CallState? state, IReadOnlyCollection<string>? userIds, string? cursor, int limit)
    {
        var (before, beforeId) = HistoryCursor.Decode(cursor);
        var calls = await database.Command(
            LiveSql,
            Param.Text(state?.ToText()),
            Param.Time(before),
            Param.Uuid(Guid.ParseExact(beforeId, "D")),
            Param.TextsOrNull(userIds),
            Param.Int(limit + 1)).All(JsonRows.Read<CallView>);
        return HistoryCursor.Page(calls, limit);
    }

    public async Task<ImmutableArray<CallRate>> ReadRates(DateTimeOffset since) =>
        CallRates.ByMinute(await database.Command(RatesSql, Param.Time(since)).All(row => (
            row.Time(0), row.TextOrNull(1) is { } reason ? EnumText.Parse<EndReason>(reason) : (EndReason?)null, row.GetInt32(2))));
}
