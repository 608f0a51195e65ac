using System.Collections.Immutable;

namespace OrleansCalls.People;

/// <summary>Signed-in sessions, so that one can be ended.</summary>
public interface ISessionStore
{
    /// <summary>Keeps a new session.</summary>
    Task Create(Session session);

    /// <summary>Those of the sessions that have neither expired nor been revoked and whose user is not disabled, with their users, in no order.</summary>
    Task<ImmutableArray<SignedIn>> Find(IReadOnlyCollection<string> sessionIds);

    /// <summary>The session with this id and its user, if it is valid; else null.</summary>
    async Task<SignedIn?> Find(string sessionId) => await Find([sessionId]) is [var found] ? found : null;

    /// <summary>Ends one session; no error when it has ended already.</summary>
    Task Revoke(string sessionId);
}

/// <summary>One sign-in.</summary>
/// <param name="Id">Random, 128 bits or more.</param>
/// <param name="UserId">Whose.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record Session(string Id, string UserId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>A valid session with its user.</summary>
public sealed record SignedIn(Session Session, User User);
