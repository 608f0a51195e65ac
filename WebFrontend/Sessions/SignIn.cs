using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>Signs local accounts in and out.</summary>
public sealed partial class SignIn(
    IAccountStore accounts, ISessionStore sessions, SessionCache cache, DeviceMemory devices, Passwords passwords, SignInThrottle throttle,
    IOptions<SignInOptions> options, IClusterClock clock, ILogger<SignIn> logger)
{
    private static readonly Refusal Wrong = new(RefusalCodes.Unauthenticated, "The user name or the password is wrong.");

    /// <summary>Opens a session, or refuses without revealing whether name or password is wrong.</summary>
    public async Task<(Opened? Opened, Refusal? Refusal)> Open(string username, string password, Visitor visitor)
    {
        var device = await devices.Find(username, visitor.DeviceTokens);
        var oneTry = device is null ? throttle.ByStranger(username, visitor.Address) : throttle.ByDevice(device);
        if (await oneTry.Check() is { } lockedOut)
            return (null, lockedOut);

        // The try is taken with the turn: an office that signs in at once does not use up its address's tries by waiting, and a thousand
        // names guessed at once fill no table faster than passwords are hashed.
        using var turn = await passwords.Turn();
        if (await oneTry.Take() is { } noneLeft)
            return (null, noneLeft);

        var account = await accounts.FindByUsername(username);
        var verified = await passwords.Verify(account?.PasswordHash, password);
        if (account is null || account.User.Disabled || verified == PasswordVerificationResult.Failed)
        {
            LogFailed(visitor.Address);
            return (null, Wrong);
        }

        await oneTry.Succeeded();
        if (await Open(account, password, visitor.UserAgent) is not var (token, session))
            return (null, Wrong);
        if (verified == PasswordVerificationResult.SuccessRehashNeeded)
            await accounts.Rehash(account.User.Id, account.PasswordHash!, await passwords.Hash(password));
        LogOpened(account.User.Id);
        return (new Opened(token, session, account.User, await devices.Remember(account.User.Id, device)), null);
    }

    /// <summary>Ends a session.</summary>
    public async Task Close(Session session)
    {
        await sessions.Revoke(session.Id);
        cache.Forget(session.Id);
        LogClosed(session.UserId);
    }

    private async Task<(string Token, Session Session)?> Open(Account account, string password, string? userAgent)
    {
        var (token, now) = (SessionToken.New(), clock.Now);
        var session = new Session(SessionToken.SessionId(token), account.User.Id, now, now + options.Value.SessionLifetime);
        await sessions.Create(session, userAgent, options.Value.SessionsPerPerson);

        // If the password was changed while it was checked here, that ended all sessions but this one.
        var hash = (await accounts.FindById(account.User.Id))?.PasswordHash;
        if (hash == account.PasswordHash || await passwords.Verify(hash, password) != PasswordVerificationResult.Failed)
            return (token, session);
        await sessions.Revoke(session.Id);
        return null;
    }

    /// <summary>A new session, and the token that its browser is known by from now on.</summary>
    public sealed record Opened(string Token, Session Session, User User, RememberedDevice Device);

    [LoggerMessage(Level = LogLevel.Information, Message = "{UserId} signed in")]
    private partial void LogOpened(string userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{UserId} signed out")]
    private partial void LogClosed(string userId);

    [LoggerMessage(Level = LogLevel.Information, Message = "A sign-in from {Address} failed")]
    private partial void LogFailed(IPAddress? address);
}
