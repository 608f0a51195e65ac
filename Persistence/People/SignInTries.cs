using System.Security.Cryptography;
using System.Text;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>Tries to sign in, in PostgreSQL: one row per subject.</summary>
public sealed class SignInTries(NpgsqlDataSource database) : ISignInTries
{
    // Leaves a full row as it is. Whoever comes second waits for the row, and sees what the first wrote.
    private const string TakeSql = """
        insert into sign_in_tries as t (subject, at, ends_at)
        values ($1, array[$2], $2 + $3)
        on conflict (subject) do update
        set at = array(select tried from unnest(t.at) tried where tried > $2 - $3 order by tried) || $2,
            ends_at = greatest(t.ends_at, $2 + $3)
        where (select count(*) from unnest(t.at) tried where tried > $2 - $3) < $4
        """;

    private const string WaitSql = "select subject, at from sign_in_tries where subject = any ($1)";

    private const string ForgiveSql = "delete from sign_in_tries where subject = any ($1)";

    private const string TrimSql = """
        delete from sign_in_tries
        where subject in (select subject from sign_in_tries where ends_at <= $1 for update skip locked)
        """;

    private const string GiveBackSql = """
        update sign_in_tries
        set at = at[:array_position(at, $2) - 1] || at[array_position(at, $2) + 1:]
        where subject = any ($1) and $2 = any (at)
        """;

    public async Task<TimeSpan?> Wait(IReadOnlyCollection<TryLimit> limits, DateTimeOffset now)
    {
        var byHash = limits.ToDictionary(limit => Convert.ToHexString(HashOf(limit)), StringComparer.Ordinal);
        var waits = await database.Command(WaitSql, Param.Bytes(limits.Select(HashOf))).All(row =>
            byHash[Convert.ToHexString(row.GetFieldValue<byte[]>(0))]
                .Wait(row.GetFieldValue<DateTime[]>(1).Select(at => new DateTimeOffset(at, TimeSpan.Zero)), now));
        return waits.Max();
    }

    public async Task<TimeSpan?> Take(IReadOnlyCollection<TryLimit> limits, DateTimeOffset now)
    {
        await using (var connection = await database.OpenConnectionAsync())
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await using var batch = connection.CreateBatch();

            // Everybody locks rows in the same order, also for a success.
            foreach (var limit in limits.OrderBy(limit => limit.ForgivenBySuccess).ThenBy(limit => limit.Subject, StringComparer.Ordinal))
            {
                batch.BatchCommands.Add(SqlExtensions.Statement(
                    TakeSql, Param.Bytes(HashOf(limit)), Param.Time(now), Param.Interval(limit.Window), Param.Int(limit.Tries)));
            }
            if (await batch.ExecuteNonQueryAsync() == limits.Count)
            {
                await transaction.CommitAsync();
                return null;
            }
        }

        // Given back in the meantime: the next try will do.
        return await Wait(limits, now) ?? TimeSpan.Zero;
    }

    public async Task Succeeded(IReadOnlyCollection<TryLimit> limits, DateTimeOffset takenAt)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(SqlExtensions.Statement(
            GiveBackSql, Param.Bytes(limits.Where(limit => !limit.ForgivenBySuccess).Select(HashOf)), Param.Time(takenAt)));
        batch.BatchCommands.Add(
            SqlExtensions.Statement(ForgiveSql, Param.Bytes(limits.Where(limit => limit.ForgivenBySuccess).Select(HashOf))));
        await batch.ExecuteNonQueryAsync();
    }

    public Task Trim(DateTimeOffset now) => database.Command(TrimSql, Param.Time(now)).Run();

    private static byte[] HashOf(TryLimit limit) => SHA256.HashData(Encoding.UTF8.GetBytes(limit.Subject));
}
