using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using OrleansCalls.Http;
using OrleansCalls.People;

namespace OrleansCalls.Sessions;

/// <summary>
/// Sessions as they were a moment ago, so that every command and signal can be checked without asking the database.
/// </summary>
/// <remarks>
/// While the database is away valid sessions stay so for a while: nothing can be revoked then either, and live calls go on. Unknown
/// sessions are not kept, so that guesses fill no memory.
/// </remarks>
public sealed class SessionCache(ISessionStore store, IOptions<SignInOptions> options, TimeProvider time)
{
    private const int AtOnce = 1000;

    private static readonly TimeSpan OutagePatience = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>The session, if it is valid; at most <see cref="SignInOptions.RecheckAfter"/> old.</summary>
    public ValueTask<SignedIn?> Find(string sessionId) => Find(sessionId, options.Value.RecheckAfter);

    /// <summary>The session, if it is valid; what is known of it is at most <paramref name="age"/> old.</summary>
    public ValueTask<SignedIn?> Find(string sessionId, TimeSpan age)
    {
        if (_entries.TryGetValue(sessionId, out var entry) && time.GetElapsedTime(entry.CheckedAt) < age && !IsOver(entry.SignedIn))
            return ValueTask.FromResult<SignedIn?>(entry.SignedIn);
        return new(Ask(sessionId, entry));
    }

    /// <summary>Those of the sessions that are over; asks once for all that were not checked within <paramref name="age"/>.</summary>
    public async Task<IReadOnlySet<string>> FindEnded(IEnumerable<string> sessionIds, TimeSpan age)
    {
        var ended = new HashSet<string>(StringComparer.Ordinal);
        var old = sessionIds.Where(id =>
            !_entries.TryGetValue(id, out var entry) || time.GetElapsedTime(entry.CheckedAt) >= age || IsOver(entry.SignedIn));
        foreach (var ids in old.ToArray().Chunk(AtOnce))
        {
            var askedAt = time.GetTimestamp();
            var found = await store.Find(ids);
            foreach (var signedIn in found)
                _entries[signedIn.Session.Id] = new Entry(signedIn, askedAt);
            ended.UnionWith(ids.Except(found.Select(signedIn => signedIn.Session.Id), StringComparer.Ordinal));
        }
        foreach (var id in ended)
            Forget(id);
        return ended;
    }

    /// <summary>Forgets a session, so that the next question goes to the database.</summary>
    public void Forget(string sessionId) => _entries.TryRemove(sessionId, out _);

    /// <summary>Forgets all sessions of a user.</summary>
    public void ForgetUser(string userId) => ForgetWhere(entry => entry.SignedIn.User.Id == userId);

    /// <summary>Forgets what nobody has asked for lately.</summary>
    public void Trim() => ForgetWhere(entry => time.GetElapsedTime(entry.CheckedAt) > OutagePatience);

    private async Task<SignedIn?> Ask(string sessionId, Entry? last)
    {
        // Taken before asking: an answer is as old as its question.
        var askedAt = time.GetTimestamp();
        SignedIn? found;
        try
        {
            found = await store.Find(sessionId);
        }
        catch (Exception exception) when (Outage.Is(exception) && last is not null && time.GetElapsedTime(last.CheckedAt) < OutagePatience)
        {
            return IsOver(last.SignedIn) ? null : last.SignedIn;
        }

        if (found is null)
            _entries.TryRemove(sessionId, out _);
        else
            _entries[sessionId] = new Entry(found, askedAt);
        return found;
    }

    private void ForgetWhere(Func<Entry, bool> matches)
    {
        foreach (var (sessionId, entry) in _entries)
        {
            if (matches(entry))
                _entries.TryRemove(sessionId, out _);
        }
    }

    private bool IsOver(SignedIn signedIn) => signedIn.Session.ExpiresAt <= time.GetUtcNow();

    private sealed record Entry(SignedIn SignedIn, long CheckedAt);
}
