using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Sessions;

public sealed class PasswordsTests
{
    [Fact]
    public async Task Verify_TellsRightFromWrongAndOldFromNew()
    {
        using var old = Make(1000);
        using var current = Make(2000);
        var hash = await old.Hash("the right one");
        Assert.Equal(PasswordVerificationResult.Success, await old.Verify(hash, "the right one"));
        Assert.Equal(PasswordVerificationResult.Failed, await old.Verify(hash, "the wrong one"));
        Assert.Equal(PasswordVerificationResult.SuccessRehashNeeded, await current.Verify(hash, "the right one"));
    }

    [Fact]
    public async Task Verify_WithoutAHash_WorksJustAsHard()
    {
        using var passwords = Make(100_000);
        var hash = await passwords.Hash("the right one");
        await passwords.Verify(hash: null, "warm up");

        // The best of several: the machine may be busy, but it is never faster than the work.
        var known = await Best(() => passwords.Verify(hash, "the wrong one"));
        var unknown = await Best(() => passwords.Verify(hash: null, "the wrong one"));
        Assert.InRange(unknown / known, 0.5, 2);
    }

    private static Passwords Make(int iterations) => new(Options.Create(new SignInOptions { PasswordIterations = iterations }));

    private static async Task<double> Best(Func<Task> work)
    {
        var best = double.MaxValue;
        for (var at = 0; at < 7; at++)
        {
            var started = Stopwatch.GetTimestamp();
            await work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return best;
    }
}
