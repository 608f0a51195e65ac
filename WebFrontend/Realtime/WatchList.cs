using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using OrleansCalls.Http;
using OrleansCalls.People;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>Who of this process's connections watches whom: each watched user's grain is asked once, however many watch.</summary>
public sealed class WatchList(IGrainFactory grains, IUserDirectory users, FrontEndAddress address)
{
    /// <summary>How many people one connection may watch: more than any screen shows.</summary>
    public const int MaxWatched = 500;

    /// <summary>How often an answer that a change overtook is asked for again before the next renewal does.</summary>
    private const int MaxAsked = 5;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Watched> _watched = new(StringComparer.Ordinal);

    /// <summary>Makes <paramref name="userIds"/> the people that a connection watches, and tells it of each. Those whom it may not call are left out.</summary>
    /// <remarks>A connection's lists are to come one at a time, or an older one could win.</remarks>
    public async Task Watch(ClientConnection connection, IReadOnlyCollection<string> userIds)
    {
        var allowed = await users.FilterCallable(connection.UserId, userIds);
        if (userIds.Contains(connection.UserId))
            allowed = allowed.Add(connection.UserId);

        var (left, unknown) = Replace(connection, allowed);
        await Task.WhenAll(ForEach(unknown, Ask), ForEach(left, Leave));
    }

    /// <summary>A connection closed: it watches nobody any more, whatever list of its is still on its way here.</summary>
    public Task Leave(ClientConnection connection)
    {
        ImmutableArray<string> left;
        lock (_gate)
        {
            left = Replace(connection, []).Left;
            connection.HasLeft = true;
        }

        return ForEach(left, Leave);
    }

    /// <summary>Passes a change to those who watch. The user's own connections are told of it by themselves, after this.</summary>
    public void Deliver(PresenceChanged changed)
    {
        lock (_gate)
        {
            if (!_watched.TryGetValue(changed.UserId, out var entry))
                return;
            entry.Changes++;
            Show(entry, changed.Presence, watcher => watcher.UserId != changed.UserId);
        }
    }

    /// <summary>Renews every lease, and tells what was missed meanwhile.</summary>
    public Task Renew()
    {
        ImmutableArray<string> all;
        lock (_gate)
            all = [.. _watched.Keys];
        return ForEach(all, Ask);
    }

    /// <summary>One who cannot be reached does not keep the others from being asked.</summary>
    private static async Task ForEach(ImmutableArray<string> userIds, Func<string, Task> act)
    {
        Exception? outage = null;
        await Parallel.ForEachAsync(userIds, new ParallelOptions { MaxDegreeOfParallelism = PresenceReader.Parallelism }, async (userId, _) =>
        {
            try
            {
                await act(userId);
            }
            catch (Exception exception) when (Outage.Is(exception))
            {
                outage = exception;
            }
        });
        if (outage is not null)
            ExceptionDispatchInfo.Throw(outage);
    }

    private static void Show(Watched entry, PresenceView view, Func<ClientConnection, bool> isToBeTold)
    {
        var isNews = entry.Last?.Status != view.Status || entry.Last.CallId != view.CallId;
        entry.Last = view;
        if (!isNews)
            return;
        foreach (var watcher in entry.Watchers.Where(isToBeTold))
            watcher.Tell(view);
    }

    /// <summary>Asks to be told of a user, and tells those who watch what they do now.</summary>
    private async Task Ask(string userId)
    {
        for (var asked = 0; asked < MaxAsked; asked++)
        {
            if (Find(userId) is not ({ } entry, var changes))
                return;
            var view = await Grain(userId).Watch(address.Reference);
            lock (_gate)
            {
                // An answer that a change overtook may be older than it.
                if (entry.Changes != changes)
                    continue;
                Show(entry, view, _ => true);
                return;
            }
        }
    }

    private async Task Leave(string userId)
    {
        await Grain(userId).Unwatch(address.Reference);

        // Somebody may have come to watch meanwhile, and this may have undone it.
        await Ask(userId);
    }

    private (ImmutableArray<string> Left, ImmutableArray<string> Unknown) Replace(ClientConnection connection, ImmutableHashSet<string> userIds)
    {
        var left = ImmutableArray.CreateBuilder<string>();
        var unknown = ImmutableArray.CreateBuilder<string>();
        lock (_gate)
        {
            if (connection.HasLeft)
                return ([], []);
            foreach (var userId in connection.Watched.Except(userIds))
            {
                var entry = _watched[userId];
                entry.Watchers = entry.Watchers.Remove(connection);
                if (!entry.Watchers.IsEmpty)
                    continue;
                _watched.Remove(userId);
                left.Add(userId);
            }

            foreach (var userId in userIds)
            {
                if (!_watched.TryGetValue(userId, out var entry))
                    _watched.Add(userId, entry = new Watched());
                if (!connection.Watched.Contains(userId))
                    entry.Watchers = entry.Watchers.Add(connection);
                if (entry.Last is { } view)
                    connection.Tell(view);
                else
                    unknown.Add(userId);
            }

            connection.Watched = userIds;
        }

        return (left.ToImmutable(), unknown.ToImmutable());
    }

    private (Watched Entry, int Changes)? Find(string userId)
    {
        lock (_gate)
            return _watched.TryGetValue(userId, out var entry) ? (entry, entry.Changes) : null;
    }

    private IUserPresenceGrain Grain(string userId) => grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId));

    private sealed class Watched
    {
        public ImmutableArray<ClientConnection> Watchers { get; set; } = [];

        public PresenceView? Last { get; set; }

        public int Changes { get; set; }
    }
}
