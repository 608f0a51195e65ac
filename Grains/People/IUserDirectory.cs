using System.Collections.Immutable;

namespace OrleansCalls.People;

/// <summary>Who there is. Reads only what is not disabled, unless it says otherwise.</summary>
public interface IUserDirectory
{
    /// <summary>The users with these ids, in no order; unknown and disabled ones are missing from the answer.</summary>
    Task<ImmutableArray<User>> Find(IReadOnlyCollection<string> ids);

    /// <summary>The people whom <paramref name="callerId"/> may call under the policy, by display name.</summary>
    /// <param name="callerId">Who asks; not part of the answer.</param>
    /// <param name="text">
    /// Words, in any order, each somewhere in name, user name, e-mail or organisation, without regard to case and diacritics; null or empty for all.
    /// </param>
    /// <param name="cursor">Where the last page ended; null for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <exception cref="FormatException">The cursor is not one of ours.</exception>
    Task<UserPage> SearchCallable(string callerId, string? text, string? cursor, int limit);

    /// <summary>Which of <paramref name="ids"/> <paramref name="callerId"/> may call under the policy.</summary>
    Task<ImmutableHashSet<string>> FilterCallable(string callerId, IReadOnlyCollection<string> ids);

    /// <summary>Which of these pairs the policy allows: the first of each may call the second.</summary>
    Task<ImmutableHashSet<(string CallerId, string UserId)>> FilterCallable(IReadOnlyCollection<(string CallerId, string UserId)> pairs);

    /// <summary>
    /// Of whom organisation, role, channels or the right to be here changed after a version, so that what they may see, and who may see them, is to be asked
    /// anew. Everybody who was ever changed after version 0.
    /// </summary>
    Task<AccessChanges> ChangesSince(long version);

    /// <summary>Whether two users are members of one channel.</summary>
    Task<bool> ShareChannel(string userId, string otherId);
}

/// <summary>Whose rights changed.</summary>
/// <param name="Version">From where to ask next.</param>
/// <param name="UserIds">Who, each once.</param>
public sealed record AccessChanges(long Version, ImmutableArray<string> UserIds);

/// <summary>A page of users.</summary>
/// <param name="Items">By display name.</param>
/// <param name="Next">The cursor of the next page, or null at the end.</param>
public sealed record UserPage(ImmutableArray<User> Items, string? Next);
