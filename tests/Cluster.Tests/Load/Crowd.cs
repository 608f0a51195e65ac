using System.Collections.Concurrent;
using OrleansCalls.Cluster.Tests.History;
using OrleansCalls.Cluster.Tests.Processes;
using OrleansCalls.Testing;

namespace OrleansCalls.Cluster.Tests.Load;

/// <summary>People of one organisation, each connected with one device.</summary>
public sealed class Crowd : IAsyncDisposable
{
    private const int AtOnce = 16;
    private const int AccountsAtOnce = 100;

    private static int _crowds;

    private readonly ConcurrentDictionary<int, Person> _people = new();

    private Crowd(CallHistory history) => History = history;

    /// <summary>What they do and see.</summary>
    public CallHistory History { get; }

    /// <summary>Them.</summary>
    public IReadOnlyList<Person> People { get; private set; } = [];

    /// <summary>Two by two.</summary>
    public IReadOnlyList<(Person Caller, Person Callee)> Pairs => [.. People.Chunk(2).Select(pair => (pair[0], pair[1]))];

    /// <summary>Makes accounts, signs in and connects.</summary>
    public static async Task<Crowd> Gather(CallCluster cluster, int people, TimeSpan? heartbeatInterval = null)
    {
        var organisation = $"crowd{Interlocked.Increment(ref _crowds)}";
        var usernames = Enumerable.Range(0, people).Select(i => $"p{i}.{organisation}").ToArray();
        using (var administrator =
            await ProductApi.SignIn(cluster.Addresses[0], CallCluster.Administrator, CallCluster.AdministratorPassword))
        {
            foreach (var batch in usernames.Chunk(AccountsAtOnce))
                await administrator.CreateUsers(organisation, batch);
        }

        var crowd = new Crowd(new CallHistory());
        try
        {
            await Parallel.ForAsync(0, people, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
            {
                using var api =
                    await ProductApi.SignIn(cluster.Addresses[i % cluster.Addresses.Count], usernames[i], $"demo-{usernames[i]}");
                var account = new Account(usernames[i], api.UserId, api.AccessToken, $"device-{i}");
                crowd._people[i] =
                    await Person.Connect(account, () => cluster.Addresses, crowd.History, heartbeatInterval ?? TimeSpan.FromSeconds(3));
            });
            crowd.People = [.. crowd._people.OrderBy(person => person.Key).Select(person => person.Value)];
            return crowd;
        }
        catch
        {
            await crowd.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_people.Values.Select(person => person.DisposeAsync().AsTask()));
}
