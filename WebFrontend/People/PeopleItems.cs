using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansCalls.Presence;

namespace OrleansCalls.People;

/// <summary>A page of people whom one may call.</summary>
/// <param name="Items">By display name.</param>
/// <param name="Next">The cursor of the next page, or null at the end.</param>
public sealed record PeopleItems(
    ImmutableArray<PersonBody> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <summary>A person and what they are doing.</summary>
public sealed record PersonBody(UserBody User, PresenceView Presence);
