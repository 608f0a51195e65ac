using System.Collections.Immutable;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>
/// A call's write as one statement: the call's row and its participants together.
/// Each returns one row, or none if the ETag does not match: a conflict is not an error, and harms no other statement of its batch.
/// </summary>
internal static class CallStatements
{
    // The ledger line of the command that made this version; tests write calls without one. A line that stands for several is updated.
    private const string Line = """
        line as (
            insert into call_ledger as old (call_id, entry_id, at, user_id, device_id, command, outcome, version, state, silo, more)
            select w.call_id, $7, $8, $9, $10, $11, 'accepted', w.version, w.state, $12, $13
            from written w
            where $7 is not null
            on conflict (call_id, entry_id) do update
            set at = excluded.at, user_id = excluded.user_id, device_id = excluded.device_id, command = excluded.command,
                version = excluded.version, state = excluded.state, silo = excluded.silo, more = excluded.more
            where old.more < excluded.more
        )
        """;

    private const string DeleteSql = "delete from calls where call_id = $1 and version = $2 returning 1";

    /// <summary>What changes in a participant's row: their own properties, and what follows from the call.</summary>
    private static readonly ImmutableArray<string> Changing = ["position", .. CallRows.PersonColumns, "created_at", "live", "missed"];

    // $1 its id, $2 the id of the call that it absorbed, $3 the call, $4 its deadline, $5 whom it claims, $6 who missed it.
    private static readonly string People = $"""
        insert into call_participants as old (call_id, user_id, {Of("", Changing)})
        select w.call_id, p.user_id, p.ordinality, {Of("p.", CallRows.PersonColumns)}, w.created_at,
            p.user_id = any ($5), p.user_id = any ($6)
        from written w, jsonb_populate_recordset(null::call_participants, $3 -> 'participants') with ordinality p
        """;

    private static readonly string InsertSql = $"""
        with written as (
            insert into calls (call_id, {Of("", CallRows.CallColumns)}, deadline)
            select $1, {Of("made.", CallRows.CallColumns)}, $4
            from jsonb_populate_record(null::calls, $3) made
            where not exists (select from calls where absorbed_id = $1)
              and ($2 is null or not exists (select from calls where call_id = $2))
            on conflict do nothing
            returning call_id, version, state, created_at
        ),
        people as (
            {People}
        ),
        {Line}
        select 1 from written
        """;

    // A participant's row is written only if it changed; whether a missed call was seen is not the call's business.
    private static readonly string UpdateSql = $"""
        with written as (
            update calls
            set ({Of("", CallRows.CallColumns)}, deadline) =
                (select {Of("made.", CallRows.CallColumns)}, $4 from jsonb_populate_record(null::calls, $3) made)
            where call_id = $1 and version = $14
              and ($2 is null or not exists (select from calls other where other.call_id = $2))
            returning call_id, version, state, created_at
        ),
        people as (
            {People}
            on conflict (call_id, user_id) do update
            set ({Of("", Changing)}) = ({Of("excluded.", Changing)})
            where ({Of("old.", Changing)}) is distinct from ({Of("excluded.", Changing)})
        ),
        {Line}
        select 1 from written
        """;

    /// <summary>Writes the first version of a call; no row when the call exists or was absorbed by another.</summary>
    public static NpgsqlBatchCommand Insert(CallView call, DateTimeOffset? deadline, LedgerEntry? line, Guid callId) =>
        Bind(InsertSql, call, deadline, line, callId);

    /// <summary>Writes a later version of a call; no row when the stored version is not <paramref name="expected"/>.</summary>
    public static NpgsqlBatchCommand Update(CallView call, DateTimeOffset? deadline, LedgerEntry? line, Guid callId, int expected)
    {
        var statement = Bind(UpdateSql, call, deadline, line, callId);
        statement.Parameters.Add(Param.Int(expected));
        return statement;
    }

    /// <summary>Removes a call; no row when the stored version is not <paramref name="expected"/>.</summary>
    public static NpgsqlBatchCommand Delete(Guid callId, int expected) =>
        SqlExtensions.Statement(DeleteSql, Param.Uuid(callId), Param.Int(expected));

    private static NpgsqlBatchCommand Bind(string sql, CallView call, DateTimeOffset? deadline, LedgerEntry? line, Guid callId) =>
        SqlExtensions.Statement(
        sql,
        Param.Uuid(callId),
        Param.Uuid(call.AbsorbedCallId is { } absorbed ? Guid.ParseExact(absorbed, "D") : null),
        CallRows.Param(call),
        Param.Time(deadline),
        Param.Texts(call.Participants.Where(call.IsLiveFor).Select(person => person.UserId)),
        Param.Texts(call.Participants.Where(call.IsMissedBy).Select(person => person.UserId)),
        Param.Uuid(line?.Id),
        Param.Time(line?.At),
        Param.Text(line?.UserId),
        Param.Text(line?.DeviceId),
        Param.Text(line is null ? null : LedgerStatements.StoredCommand(line)),
        Param.Text(line?.Silo),
        Param.Int(line?.More ?? 0));

    private static string Of(string prefix, ImmutableArray<string> columns) => string.Join(", ", columns.Select(column => prefix + column));
}
