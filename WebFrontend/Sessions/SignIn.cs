using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>Signs local accounts in and out.</summary>
public sealed partial class SignIn(
    IAccountStore accounts, ISessionStore sessions, SessionCache cache, Passwords passwords, SignInThrottle throttle,
    IOptions<SignInOptions> options, IClusterClock clock, ILogger<SignIn> logger)
{
    private static readonly Refusal Wrong = new(RefusalCodes.Unauthenticated, "The user name or the password is wrong.");

    /// <summary>Opens a session, or refuses in words that do not tell a wrong name from a wrong password.</summary>
    public async Task<(Opened? Opened, Refusal? Refusal)> Open(string username, string password, IPAddress? address)
    {
        if (throttle.Wait(username, address) is { } wait)
            return (null, LockedOut(wait));

        // Asked again in turn, so that a thousand guesses sent at once do not all get theirs.
        using var turn = await passwords.Turn();
        if (throttle.Wait(username, address) is { } newWait)
            return (null, LockedOut(newWait));

        var account = await accounts.FindByUsername(username);
        var verified = await passwords.Verify(account?.PasswordHash, password);
        if (account is null || account.User.Disabled || verified == PasswordVerificationResult.Failed)
        {
            throttle.Failed(username, address);
            LogFailed(logger, address);
            return (null, Wrong);
        }

        throttle.Succeeded(username);
        var token = SessionToken.New();
        var now = clock.Now;
        var session = new Session(SessionToken.SessionId(token), account.User.Id, now, now + options.Value.SessionLifetime);

        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
            await accounts.Rehash(account.User.Id, await passwords.Hash(password));
        await sessions.Create(session);
        LogOpened(logger, account.User.Id);
        return (new Opened(token, session, account.User), null);
    }

    /// <summary>Ends a session.</summary>
    public async Task Close(Session session)
    {
        await sessions.Revoke(session.Id);
        cache.Forget(session.Id);
        LogClosed(logger, session.UserId);
    }

    private static Refusal LockedOut(TimeSpan wait) => new(RefusalCodes.RateLimited, "Too many failed sign-ins; wait before the next one.", wait);

    /// <summary>A session just opened.</summary>
    public sealed record Opened(string Token, Session Session, User User);

    [LoggerMessage(Level = LogLevel.Information, Message = "{UserId} signed in")]
    private static partial void LogOpened(ILogger logger, string userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{UserId} signed out")]
    private static partial void LogClosed(ILogger logger, string userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "A sign-in from {Address} failed")]
    private static partial void LogFailed(ILogger logger, IPAddress? address);
}
