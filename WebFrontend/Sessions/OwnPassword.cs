using Microsoft.AspNetCore.Identity;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>Changes the password of somebody who is signed in and knows it.</summary>
public sealed partial class OwnPassword(
    IAccountStore accounts, SessionCache cache, DeviceMemory devices, Passwords passwords, SignInThrottle throttle,
    ILogger<OwnPassword> logger)
{
    private static readonly Refusal Wrong = new(RefusalCodes.Forbidden, "The current password is wrong.");

    /// <summary>
    /// Changes it, and ends all other sessions of the person. The browsers that the person signed in from are no longer known, apart from
    /// this one: who knew the old password may have been at one of them.
    /// </summary>
    public async Task<(RememberedDevice? Device, Refusal? Refusal)> Change(Session session, PasswordChange change, Visitor visitor)
    {
        var oneTry = throttle.BySession(session.Id);
        if (await oneTry.Check() is { } lockedOut)
            return (null, lockedOut);
        using var turn = await passwords.Turn();
        if (await oneTry.Take() is { } noneLeft)
            return (null, noneLeft);

        var account = await accounts.FindById(session.UserId);
        if (account is null || await passwords.Verify(account.PasswordHash, change.Current!) == PasswordVerificationResult.Failed)
            return (null, Wrong);
        var before = await devices.Find(account.User.Username, visitor.DeviceTokens);

        // False when somebody else changed it in the meantime: then it is not what was checked.
        if (!await accounts.ChangePassword(session.UserId, account.PasswordHash!, await passwords.Hash(change.New!), session.Id))
            return (null, Wrong);
        await oneTry.Succeeded();
        cache.ForgetUser(session.UserId);
        LogChanged(session.UserId);
        return (await devices.Remember(session.UserId, before), null);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{UserId} changed the password")]
    private partial void LogChanged(string userId);
}
