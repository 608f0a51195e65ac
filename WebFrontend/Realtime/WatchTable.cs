using System.Collections.Immutable;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>Which of this process's connections want to watch whom, which of them may, and what they were shown last.</summary>
internal sealed class WatchTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<ClientConnection> _watchers = [];
    private int _rights;

    /// <summary>
    /// Rises whenever somebody's rights change: an answer to a question about rights is good for the number from before it.
    /// </summary>
    public int Rights
    {
        get
        {
            lock (_gate)
                return _rights;
        }
    }

    /// <summary>Who is watched.</summary>
    public ImmutableArray<string> Watched
    {
        get
        {
            lock (_gate)
                return [.. _entries.Keys];
        }
    }

    /// <summary>A watched person, and how often they have changed.</summary>
    public (Entry Entry, int Changes)? Find(string userId)
    {
        lock (_gate)
            return _entries.TryGetValue(userId, out var entry) ? (entry, entry.Changes) : null;
    }

    /// <summary>Passes a change to those who watch, save the user's own connections.</summary>
    public void Deliver(PresenceChanged changed)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(changed.UserId, out var entry))
                return;
            entry.Changes++;
            Show(entry, changed.Presence, watcher => watcher.UserId != changed.UserId);
        }
    }

    /// <summary>Shows an answer to those who watch.</summary>
    /// <returns>False when a change overtook it, so that it may be older than what was shown.</returns>
    public bool Show((Entry Entry, int Changes) asked, PresenceView view)
    {
        lock (_gate)
        {
            if (asked.Entry.Changes != asked.Changes)
                return false;
            Show(asked.Entry, view, _ => true);
            return true;
        }
    }

    /// <summary>Gives a connection a list of whom it wants to watch, and tells it of those whom it may.</summary>
    /// <returns>Null when rights changed after <paramref name="rights"/>, so that it is not known any more whom it may watch.</returns>
    public WatchChange? Replace(ClientConnection connection, ImmutableHashSet<string> wanted, ImmutableHashSet<string> allowed, int rights)
    {
        lock (_gate)
        {
            if (connection.HasLeft)
                return WatchChange.None;
            if (_rights != rights)
                return null;
            return Replace(connection, wanted, allowed);
        }
    }

    /// <summary>A connection closed: it watches nobody any more, whatever list of its is still on its way here.</summary>
    public WatchChange Leave(ClientConnection connection)
    {
        lock (_gate)
        {
            connection.HasLeft = true;
            _watchers.Remove(connection);
            return Replace(connection, [], []);
        }
    }

    /// <summary>The rights of some people changed.</summary>
    /// <returns>Every watch that this may allow or forbid.</returns>
    public IReadOnlyList<(ClientConnection Watcher, string UserId)> Doubt(IReadOnlySet<string> changed)
    {
        ImmutableArray<ClientConnection> watchers;
        lock (_gate)
        {
            _rights++;
            watchers = [.. _watchers];
        }

        return
        [
            .. from watcher in watchers
               let own = changed.Contains(watcher.UserId)
               from userId in watcher.Wanted
               where userId != watcher.UserId && (own || changed.Contains(userId))
               select (watcher, userId),
        ];
    }

    /// <summary>Ends the watches that are not allowed any more, and begins those that are again.</summary>
    public WatchChange Judge(
        IEnumerable<(ClientConnection Watcher, string UserId)> doubtful, IReadOnlySet<(string WatcherId, string UserId)> allowed)
    {
        var change = new WatchChange.Builder();
        lock (_gate)
        {
            foreach (var (watcher, userId) in doubtful)
            {
                var watches = watcher.Watched.Contains(userId);
                if (!watcher.Wanted.Contains(userId) || watches == allowed.Contains((watcher.UserId, userId)))
                    continue;
                if (watches)
                {
                    End(watcher, userId, change);
                    watcher.Watched = watcher.Watched.Remove(userId);

                    // Its last word is the one about everybody whom one may not see: what was said before would stand for ever.
                    watcher.Tell(new PresenceView(userId, PresenceStatus.Offline, LastSeen: null));
                }
                else
                {
                    Begin(watcher, userId, change);
                    watcher.Watched = watcher.Watched.Add(userId);
                }
            }
        }

        return change.Build();
    }

    private static void Show(Entry entry, PresenceView view, Func<ClientConnection, bool> isToBeTold)
    {
        var isNews = entry.Last?.Status != view.Status || entry.Last.CallId != view.CallId;
        entry.Last = view;
        if (!isNews)
            return;
        foreach (var watcher in entry.Watchers.Where(isToBeTold))
            watcher.Tell(view);
    }

    private WatchChange Replace(ClientConnection connection, ImmutableHashSet<string> wanted, ImmutableHashSet<string> allowed)
    {
        var change = new WatchChange.Builder();
        foreach (var userId in connection.Watched.Except(allowed))
            End(connection, userId, change);
        foreach (var userId in allowed)
            Begin(connection, userId, change);

        // Mostly the two are alike, and thousands of connections have hundreds of names each.
        connection.Watched = allowed;
        connection.Wanted = allowed.Count == wanted.Count ? allowed : wanted;
        if (!connection.HasLeft)
            _watchers.Add(connection);
        return change.Build();
    }

    private void Begin(ClientConnection connection, string userId, WatchChange.Builder change)
    {
        if (!_entries.TryGetValue(userId, out var entry))
            _entries.Add(userId, entry = new Entry());
        if (!connection.Watched.Contains(userId))
            entry.Watchers = entry.Watchers.Add(connection);
        if (entry.Last is { } view)
            connection.Tell(view);
        else
            change.Unknown.Add(userId);
    }

    private void End(ClientConnection connection, string userId, WatchChange.Builder change)
    {
        var entry = _entries[userId];
        entry.Watchers = entry.Watchers.Remove(connection);
        if (!entry.Watchers.IsEmpty)
            return;
        _entries.Remove(userId);
        change.Left.Add(userId);
    }

    /// <summary>A person whom somebody watches.</summary>
    public sealed class Entry
    {
        /// <summary>Who watches.</summary>
        public ImmutableArray<ClientConnection> Watchers { get; set; } = [];

        /// <summary>What they were shown last; null before the first answer.</summary>
        public PresenceView? Last { get; set; }

        /// <summary>How often the person has changed.</summary>
        public int Changes { get; set; }
    }
}
