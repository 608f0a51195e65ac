using Microsoft.AspNetCore.Identity;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>Changes one's own password.</summary>
public sealed partial class OwnPassword(
    IAccountStore accounts, SessionCache cache, DeviceMemory devices, Passwords passwords, SignInThrottle throttle,
    ILogger<OwnPassword> logger)
{
    private static readonly Refusal Wrong = new(RefusalCodes.Forbidden, "The current password is wrong.");

    /// <summary>
    /// Changes it, and ends all other sessions of the person. All browsers but this one are forgotten: whoever knew the old password may
    /// have used one of them.
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

        // False if the password was changed in the meantime, and so is not the one that was checked.
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
