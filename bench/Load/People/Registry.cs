using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using OrleansCalls.Load.Servers;
using OrleansCalls.People;

namespace OrleansCalls.Load.People;

/// <summary>
/// Writes people and their sessions into the product's database, with its own stores: who has to be signed in by the thousand cannot wait
/// for passwords to be hashed.
/// </summary>
internal static class Registry
{
    private const int AccountsAtOnce = 1000;
    private const int SessionsAtOnce = 8;
    private static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(24);

    /// <summary>People of one organisation, each with a session.</summary>
    public static async Task<IReadOnlyList<Servers.Account>> Fill(string connectionString, IReadOnlyList<Uri> addresses, int people)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var run = $"{Guid.NewGuid():N}"[..8];
        User[] users = [.. Enumerable.Range(0, people).Select(i => Somebody(i, run))];
        var accounts = new AccountStore(database);
        foreach (var batch in users.Chunk(AccountsAtOnce))
            await accounts.Create([.. batch.Select(user => new OrleansCalls.People.Account(user, PasswordHash: null))]);

        var signedIn = new Servers.Account[people];
        var sessions = new SessionStore(database);
        await Parallel.ForAsync(0, people, new ParallelOptions { MaxDegreeOfParallelism = SessionsAtOnce }, async (i, _) =>
        {
            var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            var now = TimeProvider.System.GetUtcNow();
            await sessions.Create(new Session(IdOf(token), users[i].Id, now, now + SessionLifetime));
            signedIn[i] = new(users[i].Id, token, addresses[i % addresses.Count]);
        });
        return signedIn;
    }

    // As SessionToken.SessionId of the front-end has it.
    private static string IdOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static User Somebody(int number, string run) => new()
    {
        Id = $"bench-{run}-{number}",
        Username = $"p{number}.{run}",
        DisplayName = $"Person {number}",
        Role = UserRole.User,
        Organisation = $"bench-{run}",
    };
}
