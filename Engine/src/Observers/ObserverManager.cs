using System.Collections;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>Keeps observers by the reference to them.</summary>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log) : ObserverManager<IAddressable, TObserver>(expiration, log);

/// <summary>
/// Keeps observers for one grain, tells them things one after another, and drops those that fail and those that were not
/// subscribed again in time. Not thread-safe, but subscriptions may change while a notification awaits.
/// </summary>
public partial class ObserverManager<TIdentity, TObserver> : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly ILogger _log;
    private readonly Dictionary<TIdentity, Entry> _entries = [];

    /// <param name="expiration">How long a subscription lasts.</param>
    /// <param name="log">Where changes are written.</param>
    public ObserverManager(TimeSpan expiration, ILogger log)
    {
        ArgumentNullException.ThrowIfNull(log);
        _log = log;
        ExpirationDuration = expiration;
        GetDateTime = () => TimeProvider.System.GetUtcNow().UtcDateTime;
    }

    /// <summary>The clock.</summary>
    public Func<DateTime> GetDateTime { get; set; }

    /// <summary>How long a subscription lasts.</summary>
    public TimeSpan ExpirationDuration { get; set; }

    /// <summary>How many there are, with those that expired and were not dropped yet.</summary>
    public int Count => _entries.Count;

    /// <summary>Adds an observer, or renews it.</summary>
    public void Subscribe(TIdentity id, TObserver observer)
    {
        _entries[id] = new(observer, GetDateTime());
        LogSubscribed(id, _entries.Count);
    }

    /// <summary>Drops an observer.</summary>
    public void Unsubscribe(TIdentity id)
    {
        _entries.Remove(id);
        LogUnsubscribed(id, _entries.Count);
    }

    /// <summary>Tells those that match, each after the other has ended.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        foreach (var (id, observer) in Current(predicate))
        {
            try
            {
                await notification(observer);
            }
            catch (Exception)
            {
                Unsubscribe(id);
            }
        }
    }

    /// <summary>Drops those that expired.</summary>
    public void ClearExpired()
    {
        var now = GetDateTime();
        foreach (var (id, entry) in _entries.ToArray())
        {
            if (entry.Seen + ExpirationDuration < now)
                Unsubscribe(id);
        }
    }

    public IEnumerator<TObserver> GetEnumerator() => _entries.Values.Select(entry => entry.Observer).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private (TIdentity Id, TObserver Observer)[] Current(Func<TObserver, bool>? predicate)
    {
        ClearExpired();
        return [.. _entries.Where(entry => predicate?.Invoke(entry.Value.Observer) != false).Select(entry => (entry.Key, entry.Value.Observer))];
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Subscribed {Id}; there are {Count}.")]
    private partial void LogSubscribed(TIdentity id, int count);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Unsubscribed {Id}; there are {Count}.")]
    private partial void LogUnsubscribed(TIdentity id, int count);

    private readonly record struct Entry(TObserver Observer, DateTime Seen);
}
