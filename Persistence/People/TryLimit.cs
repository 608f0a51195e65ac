namespace OrleansCalls.People;

/// <summary>How many tries something has: a user name, an address, a device.</summary>
/// <param name="Subject">What they are counted for. The store keeps only its hash.</param>
/// <param name="Tries">How many there are within <paramref name="Window"/>.</param>
/// <param name="Window">How long one counts.</param>
/// <param name="ForgivenBySuccess">Whether a success takes back the failures before it, and not just its own try.</param>
public sealed record TryLimit(string Subject, int Tries, TimeSpan Window, bool ForgivenBySuccess)
{
    /// <summary>How long to wait for the next try after these, the oldest first; null when there is one left.</summary>
    public TimeSpan? Wait(IEnumerable<DateTimeOffset> tries, DateTimeOffset now)
    {
        var counted = tries.Where(at => Counts(at, now)).ToList();
        return counted.Count < Tries ? null : counted[^Tries] + Window - now;
    }

    /// <summary>Whether a try still counts.</summary>
    public bool Counts(DateTimeOffset at, DateTimeOffset now) => at > now - Window;
}
