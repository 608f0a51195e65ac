using Npgsql;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.History;

/// <summary>Reads what is left, from the database and from what the product says of people.</summary>
internal static class AftermathReader
{
    private const string CallsSql = """
        select c.call_id::text, c.version, c.state, c.end_reason, c.initiator_id, c.created_at, c.ring_deadline, c.answered_at, c.connected_at, c.ended_at,
               c.absorbed_call_id::text, array_agg(who.user_id order by n), array_agg(who.status order by n), array_agg(p.live order by n)
        from calls c
        cross join rows from (json_to_recordset(c.participants) as (user_id text, status text)) with ordinality who (user_id, status, n)
        join call_participants p on p.user_id = who.user_id and p.created_at = c.created_at and p.call_id = c.call_id
        where exists (select from call_participants mine where mine.call_id = c.call_id and mine.user_id = any ($1))
        group by c.call_id
        """;

    private static readonly TimeSpan StatusPatience = TimeSpan.FromSeconds(3);

    private static readonly string[] Engaged = ["calling", "ringing", "in_call"];

    /// <summary>Waits until no call lives, and reads everything about these people's calls.</summary>
    public static async Task<Aftermath> Read(string connectionString, IReadOnlyList<Person> people, Uri frontEnd, TimeSpan patience)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        string[] ids = [.. people.Select(person => person.UserId)];
        var readAt = TimeProvider.System.GetUtcNow();
        var calls = await ReadCalls(database, ids);
        var began = TimeProvider.System.GetTimestamp();
        while (calls.Any(call => !call.IsOver) && TimeProvider.System.GetElapsedTime(began) < patience)
        {
            await Eventually.After(TimeSpan.FromMilliseconds(200));
            readAt = TimeProvider.System.GetUtcNow();
            calls = await ReadCalls(database, ids);
        }

        return new Aftermath(readAt, calls, await AskStatuses(people, frontEnd));
    }

    private static async Task<List<CallRow>> ReadCalls(NpgsqlDataSource database, string[] userIds)
    {
        await using var command = database.CreateCommand(CallsSql);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = userIds });
        await using var row = await command.ExecuteReaderAsync();
        var calls = new List<CallRow>();
        while (await row.ReadAsync())
        {
            var (users, statuses, lives) =
                (row.GetFieldValue<string[]>(11), row.GetFieldValue<string[]>(12), row.GetFieldValue<bool[]>(13));
            calls.Add(new CallRow
            {
                CallId = row.GetString(0),
                Version = row.GetInt32(1),
                State = row.GetString(2),
                EndReason = row.IsDBNull(3) ? null : row.GetString(3),
                InitiatorId = row.GetString(4),
                CreatedAt = row.GetFieldValue<DateTimeOffset>(5),
                RingDeadline = Time(6),
                AnsweredAt = Time(7),
                ConnectedAt = Time(8),
                EndedAt = Time(9),
                AbsorbedId = row.IsDBNull(10) ? null : row.GetString(10),
                Participants = [.. users.Select((user, i) => new RowParticipant(user, statuses[i], lives[i]))],
            });
        }

        return calls;

        DateTimeOffset? Time(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
    }

    private static async Task<Dictionary<string, string>> AskStatuses(IReadOnlyList<Person> people, Uri frontEnd)
    {
        var began = TimeProvider.System.GetTimestamp();
        var engaged = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            // Presences are told after the commit: a moment is theirs.
            var status = await person.Account.AskStatus(frontEnd);
            while (Engaged.Contains(status) && TimeProvider.System.GetElapsedTime(began) < StatusPatience)
            {
                await Eventually.Pause();
                status = await person.Account.AskStatus(frontEnd);
            }

            if (Engaged.Contains(status))
                engaged[person.UserId] = status;
        }

        return engaged;
    }
}
