using Npgsql;
using OrleansCalls.Cluster.Tests.Load;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.History;

/// <summary>Waits for what is in the database, whoever was told of it.</summary>
internal static class CommittedCalls
{
    private const string Sql = """
        select count(*) filter (where state = 'connecting')::int, count(*) filter (where state = 'ringing')::int
        from calls where initiator_id = any ($1)
        """;

    /// <summary>Waits until so many calls of these people are answered, and so many ring.</summary>
    public static async Task Await(string connectionString, IReadOnlyList<Person> people, int answered, int ringing)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await Eventually.Holds(() => Count(database, people), counts => counts == (answered, ringing));
    }

    private static async Task<(int Answered, int Ringing)> Count(NpgsqlDataSource database, IReadOnlyList<Person> people)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. people.Select(person => person.UserId)] });
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt32(0), row.GetInt32(1));
    }
}
