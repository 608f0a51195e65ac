using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrleansCalls.Calls;

/// <summary>A page of calls.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">The cursor of the next page, or null at the end.</param>
public sealed record CallItems(ImmutableArray<CallView> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);
