using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Calls;

/// <summary>
/// Bounds how fast each device speaks to this front-end, by hub and HTTP together (FAULTS 23). Silent ones cost no memory.
/// </summary>
public sealed class LegRates(IOptions<CallsOptions> options, TimeProvider time)
{
    private const int SweepAtLeast = 1024;

    private readonly ConcurrentDictionary<string, PersonRates> _people = new(StringComparer.Ordinal);
    private int _sweepAt = SweepAtLeast;

    /// <summary>How many people are remembered.</summary>
    public int People => _people.Count;

    /// <summary>Counts one; null, or the refusal when a device is too fast.</summary>
    public Refusal? Take(Leg leg, RateKind kind)
    {
        var perSecond = kind switch
        {
            RateKind.Signal => options.Value.SignalsPerSecond,
            RateKind.Command or RateKind.Upkeep => options.Value.CommandsPerSecond,
        };
        if (_people.Count >= Volatile.Read(ref _sweepAt))
            Sweep();
        var person = _people.GetOrAdd(leg.UserId, static _ => new PersonRates());
        return person.Take(leg.DeviceId, kind, () => new TokenBucket(perSecond, time)) is { } wait
            ? new Refusal(RefusalCodes.RateLimited, $"At most {perSecond} a second from one device. Try again more slowly.", wait)
            : null;
    }

    /// <summary>Forgets those who are silent; next when there are twice as many, so that the cost per person is negligible.</summary>
    private void Sweep()
    {
        // Whoever speaks at this very moment is remembered anew, with one command more than they should have.
        foreach (var (userId, person) in _people.Where(entry => entry.Value.IsIdle))
            _people.TryRemove(KeyValuePair.Create(userId, person));
        Volatile.Write(ref _sweepAt, Math.Max(SweepAtLeast, 2 * _people.Count));
    }
}
