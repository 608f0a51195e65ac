using System.Collections.Immutable;
using OrleansCalls.Http;

namespace OrleansCalls.Administration;

/// <summary>What a channel's fields may contain.</summary>
public static class ChannelFields
{
    private const int MaxMembers = 10_000;

    /// <summary>Null, or why a list of members is refused. It may be missing.</summary>
    public static Refusal? CheckMembers(ImmutableArray<string>? memberIds)
    {
        if (memberIds is not { } members)
            return null;
        if (members.IsDefault || members.Length > MaxMembers)
            return Input.Invalid("memberIds", $"at most {MaxMembers} members.");
        return members.All(Input.IsId) ? null : Input.Invalid("memberIds", "is not a list of users' ids.");
    }
}
