using System.Collections.Immutable;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary><see cref="SessionStore"/> in memory.</summary>
internal sealed class MemorySessionStore(MemoryPeople people, IClusterClock clock) : ISessionStore
{
    /// <inheritdoc/>
    public Task Create(Session session)
    {
        lock (people.Gate)
        {
            if (!people.Accounts.ContainsKey(session.UserId) || people.Sessions.ContainsKey(session.Id))
                return Task.FromException(new ArgumentException($"There is no user '{session.UserId}', or the session is not new.", nameof(session)));
            foreach (var expired in people.Sessions.Values.Where(other => other.UserId == session.UserId && other.ExpiresAt <= clock.Now).ToList())
                people.Sessions.Remove(expired.Id);
            people.Sessions.Add(session.Id, session with
            {
                CreatedAt = Microseconds.Truncate(session.CreatedAt),
                ExpiresAt = Microseconds.Truncate(session.ExpiresAt),
            });
            return Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<SignedIn>> Find(IReadOnlyCollection<string> sessionIds)
    {
        lock (people.Gate)
        {
            return Task.FromResult<ImmutableArray<SignedIn>>(
            [
                .. from id in sessionIds
                   let session = people.Sessions.GetValueOrDefault(id)
                   where session is not null && session.ExpiresAt > clock.Now
                   let user = people.Accounts[session.UserId].User
                   where !user.Disabled
                   select new SignedIn(session, user),
            ]);
        }
    }

    /// <inheritdoc/>
    public Task Revoke(string sessionId)
    {
        lock (people.Gate)
            people.Sessions.Remove(sessionId);
        return Task.CompletedTask;
    }
}
