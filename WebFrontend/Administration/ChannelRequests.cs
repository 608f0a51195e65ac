using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using OrleansCalls.Http;
using OrleansCalls.People;

namespace OrleansCalls.Administration;

/// <summary>A channel to create.</summary>
public sealed record NewChannel(
    [property: Required] string? Name, string? Organisation, [property: Required] ImmutableArray<string>? MemberIds) : ICheckedRequest
{
    public Refusal? Check() =>
        Input.CheckText("name", Name, 200, required: true)
        ?? Input.CheckText("organisation", Organisation, 200, required: false)
        ?? (MemberIds is null ? Input.Invalid("memberIds", "is required.") : ChannelFields.CheckMembers(MemberIds));

    /// <summary>The channel, with a new id.</summary>
    public Channel ToChannel() => new(
        Guid.CreateVersion7().ToString("N"),
        Name!.Trim(),
        UserFields.OrNull(Organisation),
        [.. MemberIds!.Value.Distinct(StringComparer.Ordinal)]);
}

/// <summary>Changes to a channel. A field left out stays as it is.</summary>
public sealed record ChannelChange(string? Name, string? Organisation, ImmutableArray<string>? MemberIds) : ICheckedRequest
{
    public Refusal? Check() =>
        Input.CheckText("name", Name, 200, required: Name is not null)
        ?? Input.CheckText("organisation", Organisation, 200, required: false)
        ?? ChannelFields.CheckMembers(MemberIds);

    /// <summary>The channel with the change made.</summary>
    public Channel Apply(Channel channel) => new(
        channel.Id,
        Name?.Trim() ?? channel.Name,
        Organisation is null ? channel.Organisation : UserFields.OrNull(Organisation),
        MemberIds is { } members ? [.. members.Distinct(StringComparer.Ordinal)] : channel.MemberIds);
}
