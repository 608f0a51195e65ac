using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansCalls.People;

namespace OrleansCalls.Administration;

/// <summary>A user, as administrators see them.</summary>
public sealed record AdminUserBody(
    string Id, string Username, string DisplayName, string? AvatarUrl, UserRole Role, string? Organisation, string? Email, bool Disabled)
{
    /// <summary>All of <paramref name="user"/>.</summary>
    public static AdminUserBody From(User user) =>
        new(user.Id, user.Username, user.DisplayName, user.AvatarUrl, user.Role, user.Organisation, user.Email, user.Disabled);
}

/// <summary>A page of users.</summary>
/// <param name="Items">By user name.</param>
/// <param name="Next">The cursor of the next page, or null at the end.</param>
public sealed record AdminUserItems(
    ImmutableArray<AdminUserBody> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);
