using System.Collections.Immutable;
using OrleansCalls.People;
using OrleansCalls.Sessions;

namespace OrleansCalls.Administration;

/// <summary>Creates and changes users.</summary>
public sealed partial class UserAdministration(
    IAccountStore accounts, Passwords passwords, SessionCache sessions, ILogger<UserAdministration> logger)
{
    /// <summary>Creates all of these or none.</summary>
    /// <returns>The users, or else the names that are taken.</returns>
    public async Task<(ImmutableArray<User> Made, ImmutableArray<string> Taken)> Create(ImmutableArray<NewUser> users)
    {
        var made = new Account[users.Length];
        await Parallel.ForAsync(
            0, users.Length, async (at, _) => made[at] = new Account(users[at].ToUser(), await Hash(users[at].Password)));
        var taken = await accounts.Create(made);
        if (!taken.IsEmpty)
            return ([], taken);
        LogMade(made.Length);
        return ([.. made.Select(account => account.User)], []);
    }

    /// <summary>Changes a user. Disabling one, or changing the password, ends their sessions.</summary>
    /// <returns>The changed user, or null if there is none; and whether the new user name is taken.</returns>
    public async Task<(User? User, bool IsTaken)> Change(string id, UserChange change)
    {
        if (await accounts.FindById(id) is not { } account)
            return (null, false);
        var user = change.Apply(account.User);
        var hash = await Hash(change.Password) ?? account.PasswordHash;
        try
        {
            if (!await accounts.Update(new Account(user, hash)))
                return (null, false);
        }
        catch (UsernameTakenException)
        {
            return (null, true);
        }

        sessions.ForgetUser(id);
        LogChanged(id, user.Disabled);
        return (user, false);
    }

    private async Task<string?> Hash(string? password)
    {
        if (password is null)
            return null;
        using var turn = await passwords.Turn();
        return await passwords.Hash(password);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Created {Count} users")]
    private partial void LogMade(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Changed user {UserId}; disabled: {Disabled}")]
    private partial void LogChanged(string userId, bool disabled);
}
