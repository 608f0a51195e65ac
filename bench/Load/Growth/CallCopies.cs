using Npgsql;
using OrleansCalls.Load.People;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.Growth;

/// <summary>
/// Writes calls by the million: copies of the rows of one that the product made itself, each with an id, a time and people of its own. Only
/// the columns that differ are named, so that the others may change.
/// </summary>
internal sealed class CallCopies : IAsyncDisposable
{
    private const int CallsAtOnce = 250_000;
    private const int PeopleWithHistory = 10_000;
    private const int StatementSeconds = 600;

    // Live calls of the last hour, between people who are in no other; ended ones of a year.
    private const string LiveSql =
        "clock_timestamp() - interval '0.61 seconds' * (g % 6000) as at, 'live-' || g || '-a' as caller, 'live-' || g || '-b' as callee";

    private const string EndedSql =
        "clock_timestamp() - interval '365 days' + interval '6 seconds' * g as at, a.id as caller, b.id as callee";

    private readonly NpgsqlDataSource _database;
    private readonly Guid _original;
    private readonly Crowd _crowd;
    private readonly string _caller;
    private readonly string _callee;
    private readonly bool _live;

    private CallCopies(string connectionString, Guid original, Crowd crowd, Pair pair, bool live)
    {
        _database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { CommandTimeout = StatementSeconds }.ConnectionString);
        (_original, _crowd, _caller, _callee, _live) = (original, crowd, pair.Caller.UserId, pair.Callee.UserId, live);
    }

    /// <summary>Copies of a call that goes on for hours, each between two people who are in no other.</summary>
    public static Task<CallCopies> OfLiveCall(IServer product) => Of(product, [], live: true);

    /// <summary>Copies of a call that has ended, over a year and 10,000 people.</summary>
    /// <param name="product">Where to write them.</param>
    /// <param name="some">Some of those people.</param>
    public static Task<CallCopies> OfEndedCall(IServer product, string[] some) => Of(product, some, live: false);

    /// <summary>Writes more.</summary>
    public async Task Add(int present, int calls)
    {
        for (var from = present; from < present + calls; from += CallsAtOnce)
        {
            var count = Math.Min(CallsAtOnce, present + calls - from);
            Report.Progress($"Writing calls {from + 1} to {from + count}.");
            await using var connection = await _database.OpenConnectionAsync();
            await Execute(connection, MakeSql(), from, count);
            await Copy(connection, "calls", new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["call_id"] = "m.call_id",
                ["created_at"] = "m.at",
                ["initiator_id"] = "m.caller",
                // Reminders go by it: calls of an hour, and not of one moment.
                ["ring_deadline"] = "m.at + (t.ring_deadline - t.created_at)",
                ["deadline"] = _live ? "clock_timestamp() + interval '11 hours'" : "t.deadline",
                ["participants"] = "replace(replace(t.participants::text, $2, m.caller), $3, m.callee)::json",
            });
            await Copy(connection, "call_participants", new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["call_id"] = "m.call_id",
                ["created_at"] = "m.at",
                ["user_id"] = "case t.user_id when $2 then m.caller when $3 then m.callee end",
            });
            await Execute(connection, "drop table made");
        }

        await using var tidy = _database.CreateCommand("vacuum (analyze) calls, call_participants");
        await tidy.ExecuteNonQueryAsync();
        await using var checkpoint = _database.CreateCommand("checkpoint");
        await checkpoint.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _crowd.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<CallCopies> Of(IServer product, string[] some, bool live)
    {
        var crowd = await Crowd.Gather(product, 2);
        crowd.TryTake(out var pair);
        var callId = Guid.CreateVersion7();
        await pair!.Caller.Invoke("Initiate", new { calleeId = pair.Callee.UserId, media = "audio", callId = $"{callId}" });
        await pair.Callee.Invoke("Answer", $"{callId}");
        await pair.Caller.Invoke("Connected", $"{callId}");
        await pair.Callee.Invoke("Connected", $"{callId}");
        if (!live)
            await pair.Caller.Invoke("HangUp", $"{callId}");
        var copies = new CallCopies(product.ConnectionString!, callId, crowd, pair, live);
        if (!live)
            await copies.MakePeople(some);
        return copies;
    }

    private async Task MakePeople(string[] some)
    {
        await using var command = _database.CreateCommand($"""
            create unlogged table bench_people as
            select n, case when n < cardinality($1) then ($1)[n + 1] else 'history-' || n end as id
            from generate_series(0, {PeopleWithHistory - 1}) n
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = some });
        await command.ExecuteNonQueryAsync();
    }

    // Ids begin with the time, as those that clients make do.
    private string MakeSql() => $"""
        create temp table made as
        select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0')
                   || '7' || substr(noise, 1, 3) || '8' || substr(noise, 4, 15))::uuid as call_id,
               at, caller, callee
        from (
            select {(_live ? LiveSql : EndedSql)}, md5(g::text) as noise
            from generate_series($1, $1 + $2 - 1) g
            {(_live ? "" : $"""
                join bench_people a on a.n = g * 7 % {PeopleWithHistory}
                join bench_people b on b.n = (g * 7 + 1) % {PeopleWithHistory}
                """)}
        ) calls
        """;

    private async Task Copy(NpgsqlConnection connection, string table, Dictionary<string, string> different)
    {
        var columns = new List<string>();
        await using (var command = new NpgsqlCommand(
            "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped", connection))
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = table });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                columns.Add(reader.GetString(0));
        }

        var values = columns.Select(column => different.GetValueOrDefault(column, $"t.{column}"));
        await Execute(
            connection,
            $"""
            insert into {table} ({string.Join(", ", columns)})
            select {string.Join(", ", values)} from {table} t, made m where t.call_id = $1
            """,
            _original, _caller, _callee);
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, params object[] arguments)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var argument in arguments)
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
        await command.ExecuteNonQueryAsync();
    }
}
