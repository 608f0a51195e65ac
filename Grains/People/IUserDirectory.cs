using System.Collections.Immutable;

namespace OrleansCalls.People;

/// <summary>Who there is. Leaves out disabled users.</summary>
public interface IUserDirectory
{
    /// <summary>The people with these ids, in no order; unknown and disabled ones are missing from the answer.</summary>
    Task<ImmutableArray<DirectoryEntry>> Find(IReadOnlyCollection<string> ids);

    /// <summary>The people whom <paramref name="callerId"/> may call under the policy, by display name.</summary>
    /// <param name="callerId">Who asks; not part of the answer.</param>
    /// <param name="text">
    /// Words, in any order, each somewhere in name, user name, e-mail or organisation, whatever their case and diacritics; null or empty
    /// for all.
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
    /// The people whose name, picture, organisation, role, channels or right to be here changed after a version; after version 0,
    /// everybody who ever changed.
    /// </summary>
    Task<AccessChanges> ChangesSince(long version);
}

/// <summary>Who changed.</summary>
/// <param name="Version">From where to ask next.</param>
/// <param name="UserIds">Who, each once.</param>
public sealed record AccessChanges(long Version, ImmutableArray<string> UserIds);

/// <summary>A page of users.</summary>
/// <param name="Items">By display name.</param>
/// <param name="Next">The cursor of the next page, or null at the end.</param>
public sealed record UserPage(ImmutableArray<User> Items, string? Next);
