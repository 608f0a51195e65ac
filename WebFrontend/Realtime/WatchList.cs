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

    /// <summary>How many times to ask again, before the next renewal, for an answer that a change overtook.</summary>
    private const int MaxAsked = 5;

    /// <summary>How many watches are checked again in one question.</summary>
    private const int CheckedAtOnce = 10_000;

    private readonly WatchTable _table = new();

    /// <summary>
    /// Makes <paramref name="userIds"/> the people that a connection watches, and tells it of each. Those whom it may not call are left
    /// out.
    /// </summary>
    /// <remarks>A connection's lists are to come one at a time, or an older one could win.</remarks>
    public async Task Watch(ClientConnection connection, IReadOnlyCollection<string> userIds)
    {
        var wanted = userIds.ToImmutableHashSet(StringComparer.Ordinal);
        WatchChange? change;
        do
        {
            var rights = _table.Rights;
            var allowed = await users.FilterCallable(connection.UserId, userIds);
            if (wanted.Contains(connection.UserId))
                allowed = allowed.Add(connection.UserId);
            change = _table.Replace(connection, wanted, allowed, rights);
        }
        while (change is null);
        await Do(change);
    }

    /// <summary>
    /// Checks again what these people, whose rights changed, may see, and who may see them. Nobody is told more of anybody than they may
    /// know.
    /// </summary>
    public async Task Recheck(IReadOnlyCollection<string> userIds)
    {
        var doubtful = _table.Doubt(userIds.ToHashSet(StringComparer.Ordinal));
        var allowed = new HashSet<(string, string)>();
        foreach (var pairs in doubtful.Select(watch => (watch.Watcher.UserId, watch.UserId)).Distinct().Chunk(CheckedAtOnce))
            allowed.UnionWith(await users.FilterCallable(pairs));
        await Do(_table.Judge(doubtful, allowed));
    }

    /// <summary>A connection closed: it watches nobody any more, whatever list of its is still on its way here.</summary>
    public Task Leave(ClientConnection connection) => Do(_table.Leave(connection));

    /// <summary>Passes a change to those who watch. The user's own connections are told of it by themselves, after this.</summary>
    public void Deliver(PresenceChanged changed) => _table.Deliver(changed);

    /// <summary>Renews every lease, and tells what was missed meanwhile.</summary>
    public Task Renew() => ForEach(_table.Watched, Ask);

    private Task Do(WatchChange change) => Task.WhenAll(ForEach(change.Unknown, Ask), ForEach(change.Left, Leave));

    /// <summary>One who cannot be reached does not keep the others from being asked.</summary>
    private static async Task ForEach(ImmutableArray<string> userIds, Func<string, Task> act)
    {
        Exception? outage = null;
        await Parallel.ForEachAsync(
            userIds, new ParallelOptions { MaxDegreeOfParallelism = PresenceReader.Parallelism }, async (userId, _) =>
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

    /// <summary>Asks to be told of a user, and tells those who watch what they do now.</summary>
    private async Task Ask(string userId)
    {
        for (var asked = 0; asked < MaxAsked; asked++)
        {
            if (_table.Find(userId) is not { } entry || _table.Show(entry, await Grain(userId).Watch(address.Reference)))
                return;
        }
    }

    private async Task Leave(string userId)
    {
        await Grain(userId).Unwatch(address.Reference);

        // Somebody may have come to watch meanwhile, and this may have undone it.
        await Ask(userId);
    }

    private IUserPresenceGrain Grain(string userId) => grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId));
}
