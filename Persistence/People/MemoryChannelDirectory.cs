using System.Collections.Immutable;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary><see cref="ChannelDirectory"/> in memory.</summary>
internal sealed class MemoryChannelDirectory(MemoryPeople people) : IChannelDirectory
{
    public Task<ImmutableArray<Channel>> ChannelsOf(string userId)
    {
        lock (people.Gate)
        {
            return Task.FromResult<ImmutableArray<Channel>>(
            [
                .. people.Channels.Values
                    .Where(channel => channel.MemberIds.Contains(userId))
                    .OrderBy(channel => StoredText.Fold(channel.Name), StringComparer.Ordinal)
                    .ThenBy(channel => channel.Id, StringComparer.Ordinal),
            ]);
        }
    }

    public Task<Channel?> Find(string channelId)
    {
        lock (people.Gate)
            return Task.FromResult(people.Channels.GetValueOrDefault(channelId));
    }

    public Task<ImmutableArray<string>> Create(Channel channel)
    {
        lock (people.Gate)
        {
            if (people.Channels.ContainsKey(channel.Id))
                return Task.FromException<ImmutableArray<string>>(
                    new ArgumentException($"A channel '{channel.Id}' already exists.", nameof(channel)));
            return Task.FromResult(Write(channel));
        }
    }

    public Task<ImmutableArray<string>?> Update(Channel channel)
    {
        lock (people.Gate)
            return Task.FromResult<ImmutableArray<string>?>(people.Channels.ContainsKey(channel.Id) ? Write(channel) : null);
    }

    private ImmutableArray<string> Write(Channel channel)
    {
        var unknown = channel.MemberIds.Where(id => !people.Accounts.ContainsKey(id)).Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (unknown.IsEmpty)
        {
            var members = channel.MemberIds.ToHashSet(StringComparer.Ordinal);
            members.SymmetricExceptWith(people.Channels.GetValueOrDefault(channel.Id)?.MemberIds ?? []);
            foreach (var userId in members)
                people.NoteAccessChange(userId);
            people.Channels[channel.Id] = channel with
            {
                MemberIds = [.. channel.MemberIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            };
            people.Memberships = people.Channels.Values
                .SelectMany(known => known.MemberIds, (known, memberId) => (memberId, known.Id))
                .GroupBy(known => known.memberId, known => known.Id, StringComparer.Ordinal)
                .ToDictionary(member => member.Key, member => member.ToImmutableHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        }
        return unknown;
    }
}
