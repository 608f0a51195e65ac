using System.Collections.Immutable;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>The ledger's rows.</summary>
internal static class LedgerStatements
{
    /// <summary>The lines of a call and of the one that it absorbed.</summary>
    public const string ReadSql = """
        select entry_id, call_id, at, command, outcome, user_id, device_id, code, version, state, silo, more
        from call_ledger
        where call_id = $1 or call_id = (select absorbed_id from calls where call_id = $1)
        order by at, version, entry_id
        limit $2
        """;

    /// <summary>Removes lines from before a time, a batch at a time.</summary>
    public const string ForgetSql = """
        delete from call_ledger
        where ctid = any (array(select ctid from call_ledger where at < $1 limit $2 for update skip locked))
        """;

    private const string InsertSql = """
        with written as (
            insert into call_ledger as old (entry_id, call_id, at, command, outcome, user_id, device_id, code, version, state, silo, more)
            select * from unnest(
                $1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::text[], $9::int[], $10::text[], $11::text[], $12::int[])
            on conflict (call_id, entry_id) do update
            set at = excluded.at, command = excluded.command, outcome = excluded.outcome,
                user_id = excluded.user_id, device_id = excluded.device_id, code = excluded.code,
                version = excluded.version, state = excluded.state, silo = excluded.silo, more = excluded.more
            where old.more < excluded.more
        )
        select 1
        """;

    /// <summary>Words that rows have always kept without an underscore.</summary>
    private static readonly Dictionary<string, string> OlderWords =
        new(StringComparer.Ordinal) { ["hang_up"] = "hangup", ["media_lost"] = "medialost", ["force_end"] = "forceend" };

    /// <summary>Writes lines. Existing ones stay as they are, except that one which counts several commands may count more.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyCollection<LedgerEntry> lines) => SqlExtensions.Statement(
        InsertSql,
        Param.Uuids(lines.Select(line => line.Id)),
        Param.Uuids(lines.Select(line => Guid.ParseExact(line.CallId, "D"))),
        Param.Times(lines.Select(line => line.At)),
        Param.Texts(lines.Select(StoredCommand)),
        Param.Texts(lines.Select(line => line.Outcome.ToText())),
        Param.Texts(lines.Select(line => line.UserId)),
        Param.Texts(lines.Select(line => line.DeviceId)),
        Param.Texts(lines.Select(line => line.Code)),
        Param.Ints(lines.Select(line => line.Version)),
        Param.Texts(lines.Select(line => line.State?.ToText())),
        Param.Texts(lines.Select(line => line.Silo)),
        Param.Ints(lines.Select(line => (int?)line.More)));

    /// <summary>The rest of the present result as lines.</summary>
    public static async Task<ImmutableArray<LedgerEntry>> ReadAll(NpgsqlDataReader reader)
    {
        var lines = ImmutableArray.CreateBuilder<LedgerEntry>();
        while (await reader.ReadAsync())
        {
            lines.Add(new LedgerEntry
            {
                Id = reader.GetGuid(0),
                CallId = reader.GetGuid(1).ToString("D"),
                At = reader.Time(2),
                Command = WordOf(reader.GetString(3)),
                Outcome = EnumText.Parse<CommandOutcome>(reader.GetString(4)),
                UserId = reader.TextOrNull(5),
                DeviceId = reader.TextOrNull(6),
                Code = reader.TextOrNull(7),
                Version = reader.IsDBNull(8) ? null : reader.GetInt32(8),
                State = reader.TextOrNull(9) is { } state ? EnumText.Parse<CallState>(state) : null,
                Silo = reader.GetString(10),
                More = reader.GetInt32(11),
            });
        }
        return lines.ToImmutable();
    }

    /// <summary>The command as a line's row spells it.</summary>
    public static string StoredCommand(LedgerEntry line) => OlderWords.GetValueOrDefault(line.Command, line.Command);

    private static string WordOf(string stored) => OlderWords.FirstOrDefault(word => word.Value == stored).Key ?? stored;
}
