namespace Orleans.Runtime;

/// <summary>What <see cref="RequestContext"/> holds: never changed once made, so calls share it.</summary>
internal sealed record RequestValues(Dictionary<string, object>? Values, Guid Reentrancy)
{
    public static RequestValues? Create(Dictionary<string, object>? values, Guid reentrancy) =>
        values is not { Count: > 0 } && reentrancy == Guid.Empty ? null : new(values, reentrancy);
}
