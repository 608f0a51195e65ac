using Npgsql;
using OrleansCalls.Start;

namespace OrleansCalls.Persistence.Tests.Calls;

public sealed class StorageRehearsalTests(PostgresFixture fixture) : StoreTests(fixture), IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task LeavesNothingBehind()
    {
        await Get<IEnumerable<IRehearsal>>().Single().Run();

        await using var count = Get<NpgsqlDataSource>().CreateCommand(
            "select (select count(*) from calls) + (select count(*) from call_participants) + (select count(*) from call_ledger)");
        Assert.Equal(0L, await count.ExecuteScalarAsync());
    }
}
