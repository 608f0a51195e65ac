using System.Collections.Immutable;
using OrleansCalls.Calls;

namespace OrleansCalls.Presence;

/// <summary>Reads the presence of many people at once, a bounded number at a time.</summary>
public sealed class PresenceReader(IGrainFactory grains, CommandRepeater repeater)
{
    /// <summary>How many grains one request asks at once.</summary>
    public const int Parallelism = 32;

    /// <summary>The presence of these users in their order, as others see it: without the call.</summary>
    public async Task<ImmutableArray<PresenceView>> Read(ImmutableArray<string> userIds)
    {
        var views = new PresenceView[userIds.Length];
        await Parallel.ForAsync(0, userIds.Length, new ParallelOptions { MaxDegreeOfParallelism = Parallelism }, async (at, _) =>
            views[at] = await Read(userIds[at]));
        return ImmutableArray.Create(views);
    }

    /// <summary>The presence of one user, as others see it: without the call.</summary>
    public async Task<PresenceView> Read(string userId)
    {
        var attendance = await repeater.Run(() => grains.GetGrain<IUserPresenceGrain>(GrainKeys.User(userId)).Get());
        return attendance.Presence with { CallId = null };
    }
}
