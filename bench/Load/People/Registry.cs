using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
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

    // The default of SignIn:PasswordIterations; another one would be hashed anew at the first sign-in.
    private const int PasswordIterations = 100_000;

    private static readonly TimeSpan SessionLifetime = TimeSpan.FromHours(24);

    /// <summary>Makes people of one organisation, each with a session.</summary>
    public static async Task<IReadOnlyList<Servers.Account>> Fill(string connectionString, IReadOnlyList<Uri> addresses, int people)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var users = await Make(database, people, passwordHash: null);
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

    /// <summary>Makes people of one organisation, who all have one password, and returns their user names.</summary>
    public static async Task<IReadOnlyList<string>> FillWithPassword(string connectionString, int people, string password)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var hasher = new PasswordHasher<User>(Options.Create(new PasswordHasherOptions { IterationCount = PasswordIterations }));
        var users = await Make(database, people, hasher.HashPassword(Somebody(0, ""), password));
        return [.. users.Select(user => user.Username)];
    }

    private static async Task<User[]> Make(NpgsqlDataSource database, int people, string? passwordHash)
    {
        var run = $"{Guid.NewGuid():N}"[..8];
        User[] users = [.. Enumerable.Range(0, people).Select(i => Somebody(i, run))];
        var accounts = new AccountStore(database);
        foreach (var batch in users.Chunk(AccountsAtOnce))
            await accounts.Create([.. batch.Select(user => new OrleansCalls.People.Account(user, passwordHash))]);
        return users;
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
