using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>
/// What a user name is, however it is spelled: accounts are found and kept apart by it, and tries to sign in are counted by it.
/// The one place that folds user names: with two that differ, a spelling of a name has a counter of its own.
/// </summary>
public static class UsernameKey
{
    /// <summary>Normalised and in lower case, independent of any locale. Kept in the database, so that it must not change.</summary>
    public static string Of(string username) => StoredText.Clean(username).Normalize().ToLowerInvariant();
}
