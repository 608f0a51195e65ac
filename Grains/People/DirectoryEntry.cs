using System.Collections.Immutable;

namespace OrleansCalls.People;

/// <summary>What the directory knows of a user that calls need.</summary>
/// <param name="User">Who.</param>
/// <param name="ChannelIds">The channels that they are a member of.</param>
public sealed record DirectoryEntry(User User, ImmutableHashSet<string> ChannelIds);
