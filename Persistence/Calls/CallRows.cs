using System.Collections.Immutable;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>Reads calls from rows: one row per participant, those of one call together, in their order.</summary>
internal static class CallRows
{
    /// <summary>The columns that <see cref="ReadAll"/> expects first, of <c>calls c</c> and <c>call_participants p</c>.</summary>
    public const string Columns = """
        c.call_id, c.version, c.state, c.end_reason, c.media, c.kind, c.initiator_id, c.channel_id,
        c.created_at, c.ring_deadline, c.answered_at, c.connected_at, c.ended_at, c.absorbed_id,
        p.user_id, p.display_name, p.avatar_url, p.status, p.device_id, p.muted, p.camera_off, p.away
        """;

    /// <summary>The ordinal of the first column after <see cref="Columns"/>.</summary>
    public const int After = 22;

    /// <summary>The rest of the present result as calls, in the order of the rows.</summary>
    public static Task<ImmutableArray<CallView>> ReadAll(NpgsqlDataReader reader) => ReadAll(reader, (call, _) => call);

    /// <summary>The rest of the present result as calls with something of the first row of each.</summary>
    public static async Task<ImmutableArray<T>> ReadAll<T>(NpgsqlDataReader reader, Func<CallView, bool, T> select, int flag = -1)
    {
        var calls = ImmutableArray.CreateBuilder<T>();
        var people = ImmutableArray.CreateBuilder<Participant>();
        CallView? call = null;
        Guid callId = default;
        var flagged = false;
        while (await reader.ReadAsync())
        {
            var rowId = reader.GetGuid(0);
            if (call is null || rowId != callId)
            {
                Finish();
                callId = rowId;
                call = ReadCall(reader, rowId);
                flagged = flag >= 0 && reader.GetBoolean(flag);
            }
            people.Add(ReadParticipant(reader));
        }
        Finish();
        return calls.ToImmutable();

        void Finish()
        {
            if (call is null)
                return;
            calls.Add(select(call with { Participants = people.ToImmutable() }, flagged));
            people.Clear();
        }
    }

    private static CallView ReadCall(NpgsqlDataReader row, Guid callId) => new()
    {
        CallId = callId.ToString("D"),
        Version = row.GetInt32(1),
        State = EnumText.Parse<CallState>(row.GetString(2)),
        EndReason = row.TextOrNull(3) is { } reason ? EnumText.Parse<EndReason>(reason) : null,
        Media = EnumText.Parse<CallMedia>(row.GetString(4)),
        Kind = EnumText.Parse<CallKind>(row.GetString(5)),
        InitiatorId = row.GetString(6),
        ChannelId = row.TextOrNull(7),
        CreatedAt = row.Time(8),
        RingDeadline = row.TimeOrNull(9),
        AnsweredAt = row.TimeOrNull(10),
        ConnectedAt = row.TimeOrNull(11),
        EndedAt = row.TimeOrNull(12),
        AbsorbedCallId = row.IsDBNull(13) ? null : row.GetGuid(13).ToString("D"),
        Participants = [],
    };

    private static Participant ReadParticipant(NpgsqlDataReader row) => new()
    {
        UserId = row.GetString(14),
        DisplayName = row.GetString(15),
        AvatarUrl = row.TextOrNull(16),
        Status = EnumText.Parse<ParticipantStatus>(row.GetString(17)),
        DeviceId = row.TextOrNull(18),
        Muted = row.GetBoolean(19),
        CameraOff = row.GetBoolean(20),
        Away = row.GetBoolean(21),
    };
}
