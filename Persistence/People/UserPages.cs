using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>Pages of users by a sort key, then id.</summary>
internal static class UserPages
{
    /// <summary>The key above which the next page begins; the lowest when there is no cursor.</summary>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    public static (string Key, string Id) Decode(string? cursor)
    {
        if (cursor is null)
            return ("", "");
        var parts = Cursor.Decode(cursor, 2);
        return (parts[0], parts[1]);
    }

    /// <summary>The page of the first <paramref name="limit"/> users; one more was read than fits.</summary>
    public static UserPage Page(IReadOnlyList<User> users, int limit, Func<User, string> key) =>
        users.Count <= limit
            ? new UserPage([.. users], null)
            : new UserPage([.. users.Take(limit)], Cursor.Encode(key(users[limit - 1]), users[limit - 1].Id));
}
