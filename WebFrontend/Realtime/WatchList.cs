using System.Collections.Immutable;
using OrleansCalls.People;
using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>Who of this process's connections watches whom: each watched user's grain is asked once, however many watch.</summary>
public sealed class WatchList(IGrainFactory grains, IUserDirectory users, FrontEndAddress address)
{
    /// <summary>How many people one connection may watch: more than any screen shows.</summary>
    public const int MaxWatched = 500;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Watched> _watched = new(StringComparer.Ordinal);

    /// <summary>Makes <paramref name="userIds"/> the people that a connection watches, and tells it of each. Those whom it may not call are left out.</summary>
    public async Task Watch(ClientConnection connection, IReadOnlyCollection<string> userIds)
    {
        var allowed = await users.FilterCallable(connection.UserId, userIds);
        if (userIds.Contains(connection.UserId))
            allowed = allowed.Add(connection.UserId);

        var (left, known, unknown) = Replace(connection, allowed);
        foreach (var view in known)
            connection.Tell(view);
        await Task.WhenAll(Ask(unknown, view => connection.Tell(view)), Leave(left));
    }

    /// <summary>A connection closed.</summary>
    public Task Leave(ClientConnection connection) => Leave(Replace(connection, []).Left);

    /// <summary>Passes a change to those who watch. The user's own connections have it already.</summary>
    public void Deliver(PresenceChanged changed)
    {
        foreach (var connection in Keep(changed.Presence))
        {
            if (connection.UserId != changed.UserId)
                connection.Tell(changed.Presence);
        }
    }

    /// <summary>Renews every lease, and tells what was missed meanwhile.</summary>
    public Task Renew()
    {
        ImmutableArray<string> all;
        lock (_gate)
            all = [.. _watched.Keys];
        return Ask(all, view =>
        {
            if (!IsNews(view))
                return;
            foreach (var connection in Keep(view))
                connection.Tell(view);
        });
    }

    private async Task Ask(ImmutableArray<string> userIds, Action<PresenceView> tell)
    {
        await Parallel.ForEachAsync(userIds, new ParallelOptions { MaxDegreeOfParallelism = PresenceReader.Parallelism }, async (userId, _) =>
        {
            var view = await Grain(userId).Watch(address.Reference);
            tell(view);
            Keep(view);
        });
    }

    private async Task Leave(ImmutableArray<string> userIds) =>
        await Parallel.ForEachAsync(userIds, new ParallelOptions { MaxDegreeOfParallelism = PresenceReader.Parallelism }, async (userId, _) =>
        {
            await Grain(userId).Unwatch(address.Reference);

            // Somebody may have come to watch meanwhile, and this may have undone it.
            if (IsWatched(userId))
                await Grain(userId).Watch(address.Reference);
        });

    private (ImmutableArray<string> Left, ImmutableArray<PresenceView> Known, ImmutableArray<string> Unknown) Replace(
        ClientConnection connection, ImmutableHashSet<string> userIds)
    {
        var left = ImmutableArray.CreateBuilder<string>();
        var known = ImmutableArray.CreateBuilder<PresenceView>();
        var unknown = ImmutableArray.CreateBuilder<string>();
        lock (_gate)
        {
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
                    known.Add(view);
                else
                    unknown.Add(userId);
            }

            connection.Watched = userIds;
        }

        return (left.ToImmutable(), known.ToImmutable(), unknown.ToImmutable());
    }

    private ImmutableArray<ClientConnection> Keep(PresenceView view)
    {
        lock (_gate)
        {
            if (!_watched.TryGetValue(view.UserId, out var entry))
                return [];
            entry.Last = view;
            return entry.Watchers;
        }
    }

    private bool IsNews(PresenceView view)
    {
        lock (_gate)
            return _watched.TryGetValue(view.UserId, out var entry) && (entry.Last?.Status != view.Status || entry.Last.CallId != view.CallId);
    }

    private bool IsWatched(string userId)
    {
        lock (_gate)
            return _watched.ContainsKey(userId);
    }

    private IUserPresenceGrain Grain(string userId) => grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId));

    private sealed class Watched
    {
        public ImmutableArray<ClientConnection> Watchers { get; set; } = [];

        public PresenceView? Last { get; set; }
    }
}
