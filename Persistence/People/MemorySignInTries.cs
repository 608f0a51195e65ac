using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary><see cref="SignInTries"/> in memory.</summary>
internal sealed class MemorySignInTries(MemoryPeople people) : ISignInTries
{
    public Task<TimeSpan?> Wait(IReadOnlyCollection<TryLimit> limits, DateTimeOffset now)
    {
        lock (people.Gate)
            return Task.FromResult(LongestWait(limits, now));
    }

    public Task<TimeSpan?> Take(IReadOnlyCollection<TryLimit> limits, DateTimeOffset now)
    {
        lock (people.Gate)
        {
            if (LongestWait(limits, now) is { } wait)
                return Task.FromResult<TimeSpan?>(wait);
            foreach (var limit in limits)
            {
                var counted = people.Tries.GetValueOrDefault(limit.Subject).At?.Where(at => limit.Counts(at, now)) ?? [];
                people.Tries[limit.Subject] = ([.. counted, Microseconds.Truncate(now)], now + limit.Window);
            }
            return Task.FromResult<TimeSpan?>(null);
        }
    }

    public Task Succeeded(IReadOnlyCollection<TryLimit> limits, DateTimeOffset takenAt)
    {
        lock (people.Gate)
        {
            foreach (var limit in limits)
            {
                if (limit.ForgivenBySuccess)
                    people.Tries.Remove(limit.Subject);
                else
                    people.Tries.GetValueOrDefault(limit.Subject).At?.Remove(Microseconds.Truncate(takenAt));
            }
        }
        return Task.CompletedTask;
    }

    public Task Trim(DateTimeOffset now)
    {
        lock (people.Gate)
        {
            foreach (var (subject, tries) in people.Tries)
            {
                if (tries.EndsAt <= now)
                    people.Tries.Remove(subject);
            }
        }
        return Task.CompletedTask;
    }

    private TimeSpan? LongestWait(IReadOnlyCollection<TryLimit> limits, DateTimeOffset now) =>
        limits.Max(limit => limit.Wait(people.Tries.GetValueOrDefault(limit.Subject).At ?? [], now));
}
