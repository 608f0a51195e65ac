using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Realtime;

/// <summary>
/// Limits how many people one person may ask to watch: lists of hundreds, one after the other, would starve everybody else.
/// </summary>
public sealed class WatchAllowance(IOptions<AdmissionOptions> options) : IDisposable
{
    /// <summary>How many seconds' worth may be saved up: pages that come back together each bring a whole list.</summary>
    private const int Saved = 10;

    private readonly PartitionedRateLimiter<string> _people = PartitionedRateLimiter.Create<string, string>(
        userId => RateLimitPartition.GetTokenBucketLimiter(userId, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.WatchedPerSecond * Saved,
            TokensPerPeriod = options.Value.WatchedPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    /// <summary>Counts a list.</summary>
    /// <returns>Null, or a refusal that says how long to wait.</returns>
    public Refusal? Take(string userId, int people)
    {
        using var lease = _people.AttemptAcquire(userId, Math.Max(1, people));
        if (lease.IsAcquired)
            return null;
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);
        return new Refusal(RefusalCodes.RateLimited, "Too many people to watch, too often. Try again more slowly.", wait);
    }

    public void Dispose() => _people.Dispose();
}
