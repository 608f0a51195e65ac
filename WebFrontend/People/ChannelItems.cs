using System.Collections.Immutable;

namespace OrleansCalls.People;

/// <summary>The channels that one is a member of.</summary>
/// <param name="Items">By name.</param>
public sealed record ChannelItems(ImmutableArray<ChannelBody> Items);

/// <summary>A channel with its members.</summary>
public sealed record ChannelBody(string Id, string Name, string? Organisation, ImmutableArray<UserBody> Members);
