using System.Collections.Immutable;

namespace OrleansCalls.People;

/// <summary>Channels: named groups of people of one organisation.</summary>
public interface IChannelDirectory
{
    /// <summary>The channels that the user is a member of, by name.</summary>
    Task<ImmutableArray<Channel>> ChannelsOf(string userId);

    /// <summary>The channel with this id, or null.</summary>
    Task<Channel?> Find(string channelId);

    /// <summary>Makes a channel.</summary>
    /// <returns>The member ids that name no user; the channel is made only when there are none.</returns>
    Task<ImmutableArray<string>> Create(Channel channel);

    /// <summary>Replaces a channel's name, organisation and members.</summary>
    /// <returns>The member ids that name no user (nothing is changed then), or null when there is no such channel.</returns>
    Task<ImmutableArray<string>?> Update(Channel channel);
}

/// <summary>A named group of people.</summary>
public sealed record Channel(string Id, string Name, string? Organisation, ImmutableArray<string> MemberIds);
