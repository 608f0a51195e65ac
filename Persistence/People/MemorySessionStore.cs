using System.Collections.Immutable;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary><see cref="SessionStore"/> in memory.</summary>
internal sealed class MemorySessionStore(MemoryPeople people, IClusterClock clock) : ISessionStore
{
    public Task Create(Session session, string? userAgent = null, int keep = int.MaxValue)
    {
        lock (people.Gate)
        {
            if (!people.Accounts.ContainsKey(session.UserId) || people.Sessions.ContainsKey(session.Id))
                return Task.FromException(
                    new ArgumentException($"There is no user '{session.UserId}', or the session is not new.", nameof(session)));
            foreach (var gone in people.SessionsOf(session.UserId).Except(Valid(session.UserId).Take(keep - 1)).ToList())
                people.Sessions.Remove(gone.Session.Id);
            var kept = session with
            {
                CreatedAt = Microseconds.Truncate(session.CreatedAt),
                ExpiresAt = Microseconds.Truncate(session.ExpiresAt),
            };
            people.Sessions.Add(session.Id, new(kept, userAgent));
            return Task.CompletedTask;
        }
    }

    public Task<ImmutableArray<SignedIn>> Find(IReadOnlyCollection<string> sessionIds)
    {
        lock (people.Gate)
        {
            return Task.FromResult<ImmutableArray<SignedIn>>(
            [
                .. from id in sessionIds
                   let session = people.Sessions.GetValueOrDefault(id)?.Session
                   where session is not null && session.ExpiresAt > clock.Now
                   let user = people.Accounts[session.UserId].User
                   where !user.Disabled
                   select new SignedIn(session, user),
            ]);
        }
    }

    public Task<ImmutableArray<ListedSession>> List(string userId)
    {
        lock (people.Gate)
        {
            return Task.FromResult<ImmutableArray<ListedSession>>(
            [
                .. from entry in Valid(userId)
                   let session = entry.Session
                   select new ListedSession(
                       session.ListedId,
                       session.CreatedAt,
                       session.LastUsedAt ?? session.CreatedAt,
                       session.ExpiresAt,
                       session.DeviceId,
                       entry.UserAgent),
            ]);
        }
    }

    public Task Revoke(string sessionId)
    {
        lock (people.Gate)
            people.Sessions.Remove(sessionId);
        return Task.CompletedTask;
    }

    public Task<bool> RevokeListed(string userId, string listedId)
    {
        lock (people.Gate)
        {
            return Task.FromResult(people.SessionsOf(userId).FirstOrDefault(entry => entry.Session.ListedId == listedId) is { } found
                && people.Sessions.Remove(found.Session.Id));
        }
    }

    public Task Touch(IReadOnlyCollection<SessionUse> uses)
    {
        lock (people.Gate)
        {
            foreach (var use in uses)
            {
                if (people.Sessions.GetValueOrDefault(use.SessionId) is not { Session: var session } entry)
                    continue;
                var used = session with { LastUsedAt = Later(session.LastUsedAt, use.At), DeviceId = use.DeviceId ?? session.DeviceId };
                people.Sessions[use.SessionId] = entry with { Session = used };
            }
        }
        return Task.CompletedTask;
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) =>
        one > other ? one.Value : Microseconds.Truncate(other);

    private IEnumerable<MemoryPeople.SessionEntry> Valid(string userId) =>
        people.SessionsOf(userId).Where(entry => entry.Session.ExpiresAt > clock.Now).OrderByDescending(entry => entry.Session.CreatedAt);
}
