using System.Collections.Immutable;

namespace OrleansCalls.People;

/// <summary>People kept in memory: what the memory versions of the stores share. Whoever uses it holds <see cref="Gate"/>.</summary>
internal sealed class MemoryPeople
{
    public Lock Gate { get; } = new();

    public Dictionary<string, Account> Accounts { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of users by <see cref="UserKeys.UsernameKey"/>.</summary>
    public Dictionary<string, string> IdsByUsername { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SessionEntry> Sessions { get; } = new(StringComparer.Ordinal);

    /// <summary>Tries to sign in by what they are counted for, the oldest first, and when the last of them stops counting.</summary>
    public Dictionary<string, (List<DateTimeOffset> At, DateTimeOffset EndsAt)> Tries { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, KnownDevice> KnownDevices { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Channel> Channels { get; } = new(StringComparer.Ordinal);

    /// <summary>The same by member.</summary>
    public Dictionary<string, ImmutableHashSet<string>> Memberships { get; set; } = [];

    public IEnumerable<SessionEntry> SessionsOf(string userId) => Sessions.Values.Where(entry => entry.Session.UserId == userId);

    /// <summary>Ends a user's sessions, but for one, and forgets their devices.</summary>
    public void EndSessions(string userId, string? keptId = null)
    {
        foreach (var ended in SessionsOf(userId).Where(entry => entry.Session.Id != keptId).ToList())
            Sessions.Remove(ended.Session.Id);
        foreach (var device in KnownDevices.Values.Where(device => device.UserId == userId).ToList())
            KnownDevices.Remove(device.Token);
    }

    /// <summary>The version of somebody's last change, by user: see <see cref="IUserDirectory.ChangesSince"/>.</summary>
    public Dictionary<string, long> AccessChanges { get; } = new(StringComparer.Ordinal);

    public void NoteAccessChange(string userId) =>
        AccessChanges[userId] = AccessChanges.Values.DefaultIfEmpty().Max() + 1;

    public DirectoryEntry? Find(string userId) =>
        Accounts.GetValueOrDefault(userId) is { User: var user }
            ? new DirectoryEntry(user, Memberships.GetValueOrDefault(userId, []))
            : null;

    /// <summary>One page of some users by a key, then id.</summary>
    public static UserPage Page(IEnumerable<User> users, string? text, string? cursor, int limit, Func<User, string> key)
    {
        var (afterKey, afterId) = UserPages.Decode(cursor);
        var words = SearchWords.Of(text);
        var found = users
            .Where(user => words.Length == 0 || SearchWords.Fold(user.SearchKey()) is var key
                && Array.TrueForAll(words, word => key.Contains(word, StringComparison.Ordinal)))
            .Select(user => (User: user, Key: key(user)))
            .Where(entry => string.CompareOrdinal(entry.Key, afterKey) is var order
                && (order > 0 || (order == 0 && string.CompareOrdinal(entry.User.Id, afterId) > 0)))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .ThenBy(entry => entry.User.Id, StringComparer.Ordinal)
            .Take(limit + 1)
            .Select(entry => entry.User)
            .ToList();
        return UserPages.Page(found, limit, key);
    }

    /// <summary>A session with what only its owner sees of it.</summary>
    public sealed record SessionEntry(Session Session, string? UserAgent);
}
