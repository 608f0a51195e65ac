using System.Collections.Immutable;

namespace OrleansCalls.People;

/// <summary>One's own channels.</summary>
/// <param name="Items">By name.</param>
public sealed record ChannelItems(ImmutableArray<ChannelBody> Items);

/// <summary>A channel with its members.</summary>
public sealed record ChannelBody(string Id, string Name, string? Organisation, ImmutableArray<UserBody> Members);
