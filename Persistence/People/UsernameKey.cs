using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>
/// A user name however it is spelled: accounts are found by it, and tries to sign in are counted by it. The only place that folds
/// user names: with two that differ, each spelling of a name would have a counter of its own.
/// </summary>
public static class UsernameKey
{
    /// <summary>Normalised and in lower case, independent of any locale. Kept in the database, so that it must not change.</summary>
    public static string Of(string username) => StoredText.Clean(username).Normalize().ToLowerInvariant();
}
