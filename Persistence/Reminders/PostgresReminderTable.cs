using System.Globalization;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using OrleansCalls.Persistence;

namespace OrleansCalls.Reminders;

/// <summary>Orleans' reminders in PostgreSQL. Writes share commits with those of the calls.</summary>
public sealed class PostgresReminderTable(NpgsqlDataSource database, GroupCommit commits, IOptions<ClusterOptions> cluster) : IReminderTable
{
    private const string Select = "select grain_id, name, start_at, period_ms, version from reminders where service_id = $1";

    // A write that hung on its way may come when the call is over: what has ended needs no reminder.
    private const string UpsertSql = """
        insert into reminders as r (service_id, grain_id, name, hash, start_at, period_ms)
        select $1, $2, $3, $4, $5, $6
        where not exists (select from calls where call_id = $7 and state = 'ended')
        on conflict (service_id, grain_id, name) do update
        set hash = excluded.hash, start_at = excluded.start_at, period_ms = excluded.period_ms, version = r.version + 1
        returning version
        """;

    private const string RemoveSql = """
        delete from reminders
        where service_id = $1 and grain_id = $2 and name = $3 and version = $4
        returning version
        """;

    /// <summary>The version of a row that was not written: no row has it, so that it is found gone when it is to be removed.</summary>
    private const int NotWritten = -1;

    private string ServiceId => cluster.Value.ServiceId;

    public Task<ReminderTableData> ReadRows(GrainId grainId) => Read(Select + " and grain_id = $2", Param.Text(grainId.ToString()));

    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        // Taken as signed numbers the hashes form the same ring: a range that passes the seam is the rest of another.
        var (above, upTo) = ((int)begin, (int)end);
        return Read(
            Select + (above < upTo ? " and hash > $2 and hash <= $3" : " and (hash > $2 or hash <= $3)"),
            Param.Int(above),
            Param.Int(upTo));
    }

    public async Task<ReminderEntry> ReadRow(GrainId grainId, string reminderName)
    {
        var found = await Read(Select + " and grain_id = $2 and name = $3", Param.Text(grainId.ToString()), Param.Text(reminderName));
        return found.Reminders.SingleOrDefault()!;
    }

    /// <exception cref="DatabaseUnavailableException">The database is away or the queue is full.</exception>
    public async Task<string> UpsertRow(ReminderEntry entry)
    {
        var startAt = entry.StartAt.Kind == DateTimeKind.Local ? entry.StartAt.ToUniversalTime() : entry.StartAt;
        var version = await commits.Execute(SqlExtensions.Statement(
            UpsertSql,
            Param.Text(ServiceId),
            Param.Text(entry.GrainId.ToString()),
            Param.Text(entry.ReminderName),
            Param.Int((int)entry.GrainId.GetUniformHashCode()),
            Param.Time(new DateTimeOffset(startAt.Ticks, TimeSpan.Zero)),
            Param.Long((long)entry.Period.TotalMilliseconds),
            Param.Uuid(CallOf(entry.GrainId))));
        return (version ?? NotWritten).ToString(CultureInfo.InvariantCulture);
    }

    /// <exception cref="DatabaseUnavailableException">The database is away or the queue is full.</exception>
    public async Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) =>
        int.TryParse(eTag, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
        && await commits.Execute(SqlExtensions.Statement(
            RemoveSql, Param.Text(ServiceId), Param.Text(grainId.ToString()), Param.Text(reminderName), Param.Int(version))) is not null;

    public async Task TestOnlyClearTable()
    {
        await using var command = database.Command("delete from reminders where service_id = $1", Param.Text(ServiceId));
        await command.ExecuteNonQueryAsync();
    }

    private static Guid CallOf(GrainId grainId) =>
        grainId.Key.ToString() is { Length: > 2 } key && Guid.TryParseExact(GrainKeys.Id(key), "D", out var callId) ? callId : Guid.Empty;

    private async Task<ReminderTableData> Read(string sql, params NpgsqlParameter[] parameters)
    {
        await using var command = database.Command(sql, [Param.Text(ServiceId), .. parameters]);
        await using var reader = await command.ExecuteReaderAsync();
        var entries = new List<ReminderEntry>();
        while (await reader.ReadAsync())
        {
            entries.Add(new ReminderEntry
            {
                GrainId = GrainId.Parse(reader.GetString(0)),
                ReminderName = reader.GetString(1),
                StartAt = reader.GetDateTime(2),
                Period = TimeSpan.FromMilliseconds(reader.GetInt64(3)),
                ETag = reader.GetInt32(4).ToString(CultureInfo.InvariantCulture),
            });
        }
        return new ReminderTableData(entries);
    }
}
