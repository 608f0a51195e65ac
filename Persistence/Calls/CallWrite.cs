using System.Collections.Immutable;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>
/// A version of a call: its row, the rows by which people find it, and the ledger's line of the command that made it. All or nothing of it
/// is written; nothing if the row is not there in the version that is expected, or there although it is to be the first.
/// </summary>
internal sealed class CallWrite(CallView call, CallView? before, int? expected, DateTimeOffset? deadline, LedgerEntry? line) : Write
{
    private static readonly ImmutableArray<string> Columns = JsonRows.Columns<CallView>();

    private static readonly ImmutableArray<string> Changing =
        JsonRows.Columns<CallView>("call_id", "initiator_id", "channel_id", "created_at");

    private static readonly ImmutableArray<string> PersonColumns = JsonRows.Columns<PersonRow>();

    // $1 the calls, $2 their deadlines, $3 people, $4 lines.
    private const string Made = "json_populate_recordset(null::calls, $1) with ordinality made";

    private static readonly string People = $"""
        insert into call_participants ({PersonColumns.Of()})
        select {PersonColumns.Of("who.")}
        from json_populate_recordset(null::call_participants, $3) who join written using (call_id)
        """;

    private static readonly string ChangedPeople = $"""
        people as (
            {People}
            on conflict (user_id, created_at, call_id) do update
            set live = excluded.live, held = excluded.held, missed = excluded.missed
        ),
        """;

    private static readonly string Lines =
        LedgerRows.InsertSql("json_populate_recordset(null::call_ledger, $4) line join written using (call_id)");

    internal static readonly string InsertSql = $"""
        with written as (
            insert into calls ({Columns.Of()}, deadline)
            select {Columns.Of("made.")}, $2[made.ordinality]
            from {Made}
            where not exists (select from calls where call_id = any (array[made.call_id, made.absorbed_call_id]))
              and not exists (select from calls where absorbed_call_id = made.call_id)
            returning call_id
        ),
        people as ({People}),
        lines as ({Lines})
        select call_id from written
        """;

    /// <summary>A later version, which mostly changes nobody's row, and whose line is mostly a new one.</summary>
    internal static string UpdateSql(bool withPeople, bool counting) => $"""
        with written as (
            update calls
            set {Changing.From("made")}, deadline = $2[made.ordinality]
            from {Made}
            where calls.call_id = made.call_id and calls.version = $5[made.ordinality]
              and not exists (select from calls other where other.call_id = made.absorbed_call_id)
            returning calls.call_id
        ),
        {(withPeople ? ChangedPeople : "")}
        lines as ({Lines}{(counting ? LedgerRows.OrCount : "")})
        select call_id from written
        """;

    private static readonly ImmutableArray<string> UpdateSqls =
        [UpdateSql(false, false), UpdateSql(true, false), UpdateSql(false, true), UpdateSql(true, true)];

    /// <summary>The rows of people that this version changes.</summary>
    private readonly ImmutableArray<PersonRow> _people =
        [.. PersonRow.Of(call).Except(before is not null && before.Version == expected ? PersonRow.Of(before) : [])];

    public override ImmutableArray<Guid> Keys { get; } =
        [.. new[] { call.CallId, call.AbsorbedCallId }.OfType<string>().Select(id => Guid.ParseExact(id, "D"))];

    public override int Kind => expected is null ? 0 : 1;

    public override NpgsqlBatchCommand Statement(IReadOnlyList<Write> writes)
    {
        var calls = writes.Cast<CallWrite>().ToList();
        var people = calls.SelectMany(write => write._people).ToList();
        var lines = calls.Select(write => write.Line).OfType<LedgerEntry>().ToList();
        var updateSql = UpdateSqls[(people.Count > 0 ? 1 : 0) + (lines.Any(line => line.More > 0) ? 2 : 0)];
        var statement = SqlExtensions.Statement(
            expected is null ? InsertSql : updateSql,
            JsonRows.Param(calls.Select(write => write.Call)),
            Param.Times(calls.Select(write => write.Deadline)),
            JsonRows.Param(people),
            JsonRows.Param(lines));
        if (expected is not null)
            statement.Parameters.Add(Param.Ints(calls.Select(write => write.Expected)));
        return statement;
    }

    private CallView Call => call;

    private DateTimeOffset? Deadline => deadline;

    private LedgerEntry? Line => line;

    private int? Expected => expected;
}
