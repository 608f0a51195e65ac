using System.Collections.Immutable;

namespace OrleansCalls.People;

/// <summary>Signed-in sessions, so that one can be ended.</summary>
public interface ISessionStore
{
    /// <summary>Keeps a new session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="userAgent">The client's user agent.</param>
    /// <param name="keep">How many the user may have; those that were made first end. 1 or more.</param>
    Task Create(Session session, string? userAgent = null, int keep = int.MaxValue);

    /// <summary>Those of the sessions that are valid (not expired, not revoked, user not disabled) with their users, in no order.</summary>
    Task<ImmutableArray<SignedIn>> Find(IReadOnlyCollection<string> sessionIds);

    /// <summary>The session with this id and its user, if it is valid; else null.</summary>
    async Task<SignedIn?> Find(string sessionId) => await Find([sessionId]) is [var found] ? found : null;

    /// <summary>The sessions of a user that are valid, the newest first.</summary>
    Task<ImmutableArray<ListedSession>> List(string userId);

    /// <summary>Ends one session; no error when it has ended already.</summary>
    Task Revoke(string sessionId);

    /// <summary>Ends the session that is listed under this id.</summary>
    /// <returns>False if the user has no such session.</returns>
    Task<bool> RevokeListed(string userId, string listedId);

    /// <summary>Notes when and on which device sessions were used; those that have ended are left out.</summary>
    Task Touch(IReadOnlyCollection<SessionUse> uses);
}
