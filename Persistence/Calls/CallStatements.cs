using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>
/// A call's write as one statement: the call's row and its participants together.
/// Each returns one row, or none when the ETag does not hold: a conflict is no error, and harms no other statement of its batch.
/// </summary>
internal static class CallStatements
{
    private const string People = """
        unnest($16::text[], $17::text[], $18::text[], $19::text[], $20::text[], $21::boolean[], $22::boolean[], $23::boolean[],
               $24::boolean[], $25::boolean[])
            with ordinality as p (user_id, display_name, avatar_url, status, device_id, muted, camera_off, away, live, missed, position)
        """;

    // The command that made this version, for the ledger; tests write calls without one. Where it stands for several, the line changes.
    private const string Line = """
        ,
        line as (
            insert into call_ledger as old (call_id, entry_id, at, user_id, device_id, command, outcome, version, state, silo, more)
            select w.call_id, $26, $27, $28, $29, $30, 'accepted', $2, $3, $31, $32
            from written w
            where $26 is not null
            on conflict (call_id, entry_id) do update
            set at = excluded.at, user_id = excluded.user_id, device_id = excluded.device_id, command = excluded.command,
                version = excluded.version, state = excluded.state, silo = excluded.silo, more = excluded.more
            where old.more < excluded.more
        )
        """;

    private const string InsertSql = $"""
        with written as (
            insert into calls
                (call_id, version, state, end_reason, media, kind, initiator_id, channel_id,
                 created_at, ring_deadline, deadline, answered_at, connected_at, ended_at, absorbed_id)
            select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
            where not exists (select from calls where absorbed_id = $1)
              and ($15 is null or not exists (select from calls where call_id = $15))
            on conflict do nothing
            returning call_id
        ),
        people as (
            insert into call_participants
                (call_id, position, user_id, display_name, avatar_url, status, device_id, muted, camera_off, away, created_at, live, missed)
            select w.call_id, p.position, p.user_id, p.display_name, p.avatar_url, p.status, p.device_id, p.muted, p.camera_off, p.away,
                   $9, p.live, p.missed
            from written w, {People}
        )
        {Line}
        select 1 from written
        """;

    // A participant's row is written only when it changed; whether a missed call was seen is not the call's to say.
    private const string UpdateSql = $"""
        with written as (
            update calls
            set version = $2, state = $3, end_reason = $4, media = $5, kind = $6, initiator_id = $7, channel_id = $8,
                created_at = $9, ring_deadline = $10, deadline = $11, answered_at = $12, connected_at = $13, ended_at = $14,
                absorbed_id = $15
            where call_id = $1 and version = $33
              and ($15 is null or not exists (select from calls other where other.call_id = $15))
            returning call_id
        ),
        people as (
            insert into call_participants as old
                (call_id, position, user_id, display_name, avatar_url, status, device_id, muted, camera_off, away, created_at, live, missed)
            select w.call_id, p.position, p.user_id, p.display_name, p.avatar_url, p.status, p.device_id, p.muted, p.camera_off, p.away,
                   $9, p.live, p.missed
            from written w, {People}
            on conflict (call_id, user_id) do update
            set position = excluded.position, display_name = excluded.display_name, avatar_url = excluded.avatar_url,
                status = excluded.status, device_id = excluded.device_id, muted = excluded.muted, camera_off = excluded.camera_off,
                away = excluded.away, created_at = excluded.created_at, live = excluded.live, missed = excluded.missed
            where (old.position, old.display_name, old.avatar_url, old.status, old.device_id, old.muted, old.camera_off,
                   old.away, old.created_at, old.live, old.missed)
                is distinct from
                  (excluded.position, excluded.display_name, excluded.avatar_url, excluded.status, excluded.device_id, excluded.muted,
                   excluded.camera_off, excluded.away, excluded.created_at, excluded.live, excluded.missed)
        ),
        gone as (
            delete from call_participants old using written w
            where old.call_id = w.call_id and old.user_id <> all ($16)
        )
        {Line}
        select 1 from written
        """;

    private const string DeleteSql = "delete from calls where call_id = $1 and version = $2 returning 1";

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

    private static NpgsqlBatchCommand Bind(string sql, CallView call, DateTimeOffset? deadline, LedgerEntry? line, Guid callId) => SqlExtensions.Statement(
        sql,
        Param.Uuid(callId),
        Param.Int(call.Version),
        Param.Text(call.State.ToText()),
        Param.Text(call.EndReason?.ToText()),
        Param.Text(call.Media.ToText()),
        Param.Text(call.Kind.ToText()),
        Param.Text(call.InitiatorId),
        Param.Text(call.ChannelId),
        Param.Time(call.CreatedAt),
        Param.Time(call.RingDeadline),
        Param.Time(deadline),
        Param.Time(call.AnsweredAt),
        Param.Time(call.ConnectedAt),
        Param.Time(call.EndedAt),
        Param.Uuid(call.AbsorbedCallId is { } absorbed ? Guid.ParseExact(absorbed, "D") : null),
        Param.Texts(call.Participants.Select(person => person.UserId)),
        Param.Texts(call.Participants.Select(person => person.DisplayName)),
        Param.Texts(call.Participants.Select(person => person.AvatarUrl)),
        Param.Texts(call.Participants.Select(person => person.Status.ToText())),
        Param.Texts(call.Participants.Select(person => person.DeviceId)),
        Param.Bools(call.Participants.Select(person => person.Muted)),
        Param.Bools(call.Participants.Select(person => person.CameraOff)),
        Param.Bools(call.Participants.Select(person => person.Away)),
        Param.Bools(call.Participants.Select(call.IsLiveFor)),
        Param.Bools(call.Participants.Select(call.IsMissedBy)),
        Param.Uuid(line?.Id),
        Param.Time(line?.At),
        Param.Text(line?.UserId),
        Param.Text(line?.DeviceId),
        Param.Text(line is null ? null : LedgerStatements.StoredCommand(line)),
        Param.Text(line?.Silo),
        Param.Int(line?.More ?? 0));
}
