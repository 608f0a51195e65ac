using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Sessions;

/// <summary>Counts failed sign-ins per user name and per address, in this process, and says when to wait.</summary>
public sealed class SignInThrottle(IOptions<SignInOptions> options, TimeProvider time)
{
    // Enough for any honest crowd; past it the oldest knowledge is dropped rather than memory spent.
    private const int MaxSubjects = 100_000;
    private readonly ConcurrentDictionary<string, Queue<DateTimeOffset>> _failures = new(StringComparer.Ordinal);

    /// <summary>How long this name or address has to wait; null when it need not.</summary>
    public TimeSpan? Wait(string username, IPAddress? address)
    {
        var byName = Wait(NameKey(username), options.Value.MaxFailures);
        var byAddress = Wait(AddressKey(address), options.Value.MaxFailuresPerAddress);
        return byName > byAddress || byAddress is null ? byName : byAddress;
    }

    /// <summary>Notes a failure.</summary>
    public void Failed(string username, IPAddress? address)
    {
        if (_failures.Count > MaxSubjects)
            _failures.Clear();
        Note(NameKey(username), options.Value.MaxFailures);
        Note(AddressKey(address), options.Value.MaxFailuresPerAddress);
    }

    /// <summary>Forgets a name's failures after a success. The address keeps its own: one good account is no licence to guess others.</summary>
    public void Succeeded(string username) => _failures.TryRemove(NameKey(username), out _);

    /// <summary>Forgets what has run out.</summary>
    public void Trim()
    {
        foreach (var (key, times) in _failures)
        {
            lock (times)
            {
                DropOld(times);
                if (times.Count == 0)
                    _failures.TryRemove(KeyValuePair.Create(key, times));
            }
        }
    }

    private TimeSpan? Wait(string key, int limit)
    {
        if (!_failures.TryGetValue(key, out var times))
            return null;
        lock (times)
        {
            DropOld(times);
            return times.Count < limit ? null : times.ElementAt(times.Count - limit) + options.Value.Window - time.GetUtcNow();
        }
    }

    private void Note(string key, int limit)
    {
        var times = _failures.GetOrAdd(key, static _ => new Queue<DateTimeOffset>());
        lock (times)
        {
            DropOld(times);
            times.Enqueue(time.GetUtcNow());
            if (times.Count > limit)
                times.Dequeue();
        }
    }

    private void DropOld(Queue<DateTimeOffset> times)
    {
        var since = time.GetUtcNow() - options.Value.Window;
        while (times.TryPeek(out var oldest) && oldest <= since)
            times.Dequeue();
    }

    private static string NameKey(string username) => "n:" + username.ToUpperInvariant();

    private static string AddressKey(IPAddress? address) => "a:" + address;
}
