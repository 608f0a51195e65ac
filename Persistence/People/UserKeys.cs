using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>
/// The keys by which users are compared, sorted and searched: folded by the program, so that no database's locale matters.
/// </summary>
internal static class UserKeys
{
    /// <summary>What makes a user name unique.</summary>
    public static string UsernameKey(this User user) => People.UsernameKey.Of(user.Username);

    /// <summary>What sorts people.</summary>
    public static string DisplayKey(this User user) => StoredText.Fold(user.DisplayName);

    /// <summary>What a search looks into.</summary>
    public static string SearchKey(this User user) =>
        StoredText.Fold(string.Join('\n', user.DisplayName, user.Username, user.Email, user.Organisation));
}
