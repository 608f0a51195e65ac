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
    public Task<SignedIn?> Find(string sessionId)
    {
        lock (people.Gate)
        {
            return Task.FromResult(
                people.Sessions.TryGetValue(sessionId, out var session)
                && session.ExpiresAt > clock.Now
                && people.Accounts[session.UserId].User is { Disabled: false } user
                    ? new SignedIn(session, user)
                    : null);
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
