using Microsoft.AspNetCore.Identity;
using OrleansCalls.Hosting;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>Hashes and checks passwords, a few at a time: hashing is slow on purpose and must not take every thread.</summary>
public sealed class Passwords(IPasswordHasher<User> hasher) : IDisposable
{
    /// <summary>The shortest password accepted.</summary>
    public const int MinLength = 8;

    /// <summary>The longest, so that nobody can make us hash megabytes.</summary>
    public const int MaxLength = 256;

    private readonly Turns _turns = new(Math.Max(1, Environment.ProcessorCount - 1));
    private readonly string _dummy = hasher.HashPassword(Nobody, SessionToken.New());

    // The hasher wants a user and ignores it.
    private static User Nobody { get; } = new() { Id = "-", Username = "-", DisplayName = "-", Role = UserRole.User };

    /// <summary>Waits for a turn; dispose it to pass it on.</summary>
    public Task<IDisposable> Turn() => _turns.Take();

    /// <summary>The hash of a password. To be called in a <see cref="Turn"/>.</summary>
    public Task<string> Hash(string password) => Task.Run(() => hasher.HashPassword(Nobody, password));

    /// <summary>
    /// Checks a password against a hash. Without a hash it takes just as long, so that timing does not reveal whether a user exists.
    /// To be called in a <see cref="Turn"/>.
    /// </summary>
    public async Task<PasswordVerificationResult> Verify(string? hash, string password)
    {
        var result = await Task.Run(() => hasher.VerifyHashedPassword(Nobody, hash ?? _dummy, password));
        return hash is null ? PasswordVerificationResult.Failed : result;
    }

    public void Dispose() => _turns.Dispose();
}
