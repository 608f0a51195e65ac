using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>
/// Keeps the observers of a grain and notifies them one after another. It drops those that fail, and those that were not renewed in time.
/// Not thread-safe, but subscriptions may change while a notification awaits.
/// </summary>
public partial class ObserverManager<TObserver>
{
    private readonly ILogger _log;
    private readonly Dictionary<IAddressable, Entry> _entries = [];

    /// <param name="expiration">How long a subscription lasts.</param>
    /// <param name="log">Where changes are logged.</param>
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

    /// <summary>How many there are, including expired ones not dropped yet.</summary>
    public int Count => _entries.Count;

    /// <summary>Adds an observer, or renews it.</summary>
    public void Subscribe(IAddressable id, TObserver observer)
    {
        _entries[id] = new(observer, GetDateTime());
        LogSubscribed(id, _entries.Count);
    }

    public void Unsubscribe(IAddressable id)
    {
        _entries.Remove(id);
        LogUnsubscribed(id, _entries.Count);
    }

    /// <summary>Notifies the observers that match, one after another.</summary>
    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        ClearExpired();
        foreach (var (id, entry) in _entries.Where(entry => predicate?.Invoke(entry.Value.Observer) != false).ToArray())
        {
            try
            {
                await notification(entry.Observer);
            }
            catch (Exception)
            {
                Unsubscribe(id);
            }
        }
    }

    public void ClearExpired()
    {
        var now = GetDateTime();
        foreach (var (id, entry) in _entries.ToArray())
        {
            if (entry.Seen + ExpirationDuration < now)
                Unsubscribe(id);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Subscribed {Id}; there are {Count}.")]
    private partial void LogSubscribed(IAddressable id, int count);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Unsubscribed {Id}; there are {Count}.")]
    private partial void LogUnsubscribed(IAddressable id, int count);

    private readonly record struct Entry(TObserver Observer, DateTime Seen);
}
