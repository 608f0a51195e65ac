using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>By what users are compared, sorted and searched: folded by the program, so that no database's locale matters.</summary>
internal static class UserKeys
{
    /// <summary>What makes a user name unique.</summary>
    public static string UsernameKey(this User user) => People.UsernameKey.Of(user.Username);

    /// <summary>What sorts people.</summary>
    public static string DisplayKey(this User user) => StoredText.Fold(user.DisplayName);

    /// <summary>What a search looks into.</summary>
    public static string SearchKey(this User user) =>
        StoredText.Fold(string.Join('\n', user.DisplayName, user.Username, user.Email, user.Organisation));

    /// <summary>What is searched for: folded, null when there is nothing to search for.</summary>
    public static string? SearchText(string? text) => string.IsNullOrWhiteSpace(text) ? null : StoredText.Fold(text.Trim());

    /// <summary>The LIKE pattern for a search text, in which nothing is special.</summary>
    public static string? Pattern(string? searchText) => searchText is null
        ? null
        : "%" + searchText.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
