using System.Collections.Immutable;

namespace OrleansCalls.People;

/// <summary>Accounts: users with what they sign in with. For sign-in and administration.</summary>
public interface IAccountStore
{
    /// <summary>The account with this user name (without regard to case), also a disabled one; null if there is none.</summary>
    Task<Account?> FindByUsername(string username);

    /// <summary>Whether there is any user at all.</summary>
    Task<bool> IsEmpty();

    /// <summary>Makes all of these users or none.</summary>
    /// <returns>The taken user names; empty when all were made.</returns>
    Task<ImmutableArray<string>> Create(IReadOnlyList<Account> accounts);

    /// <summary>All users, also disabled ones, by user name.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<UserPage> List(string? text, string? cursor, int limit);

    /// <summary>The account with this id, also a disabled one.</summary>
    Task<Account?> FindById(string id);

    /// <summary>Stores a newer hash of the same password, unless it was changed meanwhile; sessions go on.</summary>
    Task Rehash(string id, string from, string to);

    /// <summary>Changes a password; the user's other sessions end in the same transaction, and their devices are no longer known.</summary>
    /// <returns>False, and nothing is changed, when the present hash is not <paramref name="from"/>.</returns>
    Task<bool> ChangePassword(string id, string from, string to, string keptSessionId);

    /// <summary>Replaces an account's fields; when it is disabled or its password changes, its sessions end in the same transaction,
    /// and its devices are no longer known.</summary>
    /// <returns>False when there is no such user.</returns>
    Task<bool> Update(Account account);
}

/// <summary>A user and the hash of their password.</summary>
/// <param name="User">The user.</param>
/// <param name="PasswordHash">As ASP.NET Core Identity's hasher makes it; null when the user cannot sign in with a password.</param>
public sealed record Account(User User, string? PasswordHash);
