using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansCalls.People;

/// <summary>
/// What the directory says of people, cached in this silo, so that a ring between known people does not ask PostgreSQL about them. It
/// checks for changes twice a second, and trusts the cache only while the last check is less than a second old (decision 26).
/// </summary>
public sealed partial class PeopleCache(IUserDirectory directory, TimeProvider time, ILogger<PeopleCache> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Trust = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DirectoryEntry> _known = new(StringComparer.Ordinal);
    private long _version;
    private long? _lookedAt;

    /// <summary>The people with these ids, in no order; unknown and disabled ones are missing from the answer.</summary>
    public async Task<ImmutableArray<DirectoryEntry>> Find(IReadOnlyCollection<string> ids)
    {
        long version;
        lock (_gate)
        {
            if (_lookedAt is { } lookedAt && time.GetElapsedTime(lookedAt) < Trust && ids.All(_known.ContainsKey))
                return [.. ids.Select(id => _known[id])];
            version = _version;
        }

        var found = await directory.Find(ids);
        lock (_gate)
        {
            // An answer that a change overtook may be older than the change.
            if (_version == version)
            {
                foreach (var entry in found)
                    _known[entry.User.Id] = entry;
            }
        }
        return found;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Look();
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotLooked(failure.Message);
            }
        }
    }

    private async Task Look()
    {
        var began = time.GetTimestamp();
        var changes = await directory.ChangesSince(_version);
        lock (_gate)
        {
            foreach (var userId in changes.UserIds)
                _known.Remove(userId);
            _version = changes.Version;
            _lookedAt = began;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of people could not be read; calls ask the database instead: {Reason}")]
    private partial void LogNotLooked(string reason);
}
