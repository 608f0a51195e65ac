using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using OrleansCalls.Calls;

namespace OrleansCalls.Persistence.Tests.Calls;

/// <summary>Plans that are made once, on tables which may be empty then, and kept while these grow.</summary>
public sealed class CallPlansTests(PostgresFixture fixture) : StoreTests(fixture), IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AWrite_PlannedOnEmptyTables_FindsEachRowByItsKey(bool later)
    {
        var plan = await Plan(
            later ? "json, timestamptz[], json, json, int[]" : "json, timestamptz[], json, json",
            later ? CallWrite.UpdateSql(withPeople: true, counting: true) : CallWrite.InsertSql,
            later ? "'[]', '{}', '[]', '[]', '{}'" : "'[]', '{}', '[]', '[]'");

        Assert.Contains(plan, line => line.Contains("using calls_pkey", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Hash Join", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("Merge Join", StringComparison.Ordinal));
    }

    private async Task<IEnumerable<string>> Plan(string types, string sql, string arguments)
    {
        await using var lanes =
            CallsDatabase.OpenForCommits(Store.ConnectionString, new PersistenceOptions { CommitLanes = 1 }, NullLoggerFactory.Instance);
        await using (var prepare = lanes.CreateCommand($"prepare write ({types}) as {sql}"))
            await prepare.ExecuteNonQueryAsync();
        return await lanes.CreateCommand($"explain (costs off) execute write ({arguments})").All(row => row.GetString(0));
    }
}
