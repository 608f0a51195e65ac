using Npgsql;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Cluster.Tests.Processes;
using OrleansCalls.Testing;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>FAULTS 13: everybody loses the connection at the same moment.</summary>
public sealed class ReconnectTests(ReconnectTests.Fixture fixture, ITestOutputHelper output)
    : FaultTest(fixture, output), IClassFixture<ReconnectTests.Fixture>
{
    private const string WritesSql = """
        select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_user_tables
        where relname in ('calls', 'call_participants', 'orleans_state', 'sessions')
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>An idle session of PostgreSQL counts what it wrote last up to ten seconds later.</summary>
    private static readonly TimeSpan StatisticsDelay = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AbsenceLimit = TimeSpan.FromSeconds(30);

    [FaultFact]
    public Task Row_13_a_thousand_clients_reconnect_at_once() => Reconnect(1000);

    [FaultFact(Long = true)]
    public Task Row_13_ten_thousand_clients_reconnect_at_once() => Reconnect(10_000);

    private async Task Reconnect(int people)
    {
        await using var crowd = await Crowd.Gather(Cluster, people, HeartbeatInterval);
        await Eventually.After(StatisticsDelay);
        var before = await Writes();

        foreach (var person in crowd.People)
            person.Line.Break();
        await Eventually.Holds(
            () => crowd.People.All(person => person.Line.Connections > 1 && person.Line.Hub is not null), TimeSpan.FromSeconds(60));

        var away = crowd.People.Select(person => person.Line.LongestAway).Order().ToArray();
        Measured.Note(Output, "13", $"{people} clients back, median", away[people / 2]);
        Measured.Note(Output, "13", $"{people} clients back, 99 of 100", away[people * 99 / 100]);
        Measured.Note(Output, "13", $"{people} clients back, last", away[^1]);
        await Eventually.After(StatisticsDelay);
        var written = (await Writes()).ToDictionary(table => table.Key, table => table.Value - before[table.Key]);
        Measured.Note(Output, "13", "rows written meanwhile", written.Values.Sum());
        Assert.InRange(away[people * 99 / 100], TimeSpan.Zero, Limit);
        Assert.True(written.Values.Sum() <= people / 100, $"Too many rows were written: {string.Join(", ", written)}");
    }

    private async Task<Dictionary<string, long>> Writes()
    {
        await using var database = NpgsqlDataSource.Create(Cluster.ConnectionString);
        await using var command = database.CreateCommand(WritesSql);
        await using var reader = await command.ExecuteReaderAsync();
        var writes = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
            writes.Add(reader.GetString(0), reader.GetInt64(1));
        return writes;
    }

    /// <summary>A cluster whose clients say that they are there as seldom as those of the product do.</summary>
    public sealed class Fixture() : ClusterFixture(new ClusterPlan
    {
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Calls__HeartbeatInterval"] = HeartbeatInterval.ToString(),
            ["Calls__AbsenceLimit"] = AbsenceLimit.ToString(),
        },
    });
}
