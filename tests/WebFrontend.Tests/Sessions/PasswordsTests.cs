using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

public sealed class PasswordsTests
{
    [Fact]
    public async Task Verify_TellsRightFromWrongAndOldFromNew()
    {
        using var old = new Passwords(new Counting(1000));
        using var current = new Passwords(new Counting(2000));
        var hash = await old.Hash("the right one");
        Assert.Equal(PasswordVerificationResult.Success, await old.Verify(hash, "the right one"));
        Assert.Equal(PasswordVerificationResult.Failed, await old.Verify(hash, "the wrong one"));
        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, await current.Verify(hash, "the right one"));
    }

    /// <summary>The same work, and so the same time, for a name that nobody has.</summary>
    [Fact]
    public async Task Verify_WithoutAHash_DoesTheSameWork()
    {
        var hasher = new Counting(1000);
        using var passwords = new Passwords(hasher);
        var hash = await passwords.Hash("the right one");

        await passwords.Verify(hash, "the wrong one");
        Assert.Equal(PasswordVerificationResult.Failed, await passwords.Verify(hash: null, "the wrong one"));

        Assert.Equal(2, hasher.Verified.Count);
        Assert.NotEqual(hasher.Verified[0], hasher.Verified[1]);
        Assert.Equal(Form(hasher.Verified[0]), Form(hasher.Verified[1]));
    }

    // Format, pseudo-random function, iterations and salt size: what decides how long a check takes.
    private static string Form(string hash) => Convert.ToHexString(Convert.FromBase64String(hash).AsSpan(0, 13)) + hash.Length;

    private sealed class Counting(int iterations) : IPasswordHasher<User>
    {
        private readonly PasswordHasher<User> _inner = new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));

        public List<string> Verified { get; } = [];

        public string HashPassword(User user, string password) => _inner.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Verified.Add(hashedPassword);
            return _inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
