using Orleans.Runtime;

namespace Orleans;

/// <summary>The identity of a grain, and other references to it.</summary>
public static class GrainExtensions
{
    /// <exception cref="ArgumentException">It is neither a grain nor a reference.</exception>
    public static GrainId GetGrainId(this IAddressable grain) => Reference(grain).GrainId;

    /// <summary>The key of a grain whose key is a string.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => GetGrainId(grain).Key.ToString();

    /// <summary>A reference to the same grain by another interface.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        var reference = Reference(grain);
        return reference is TGrainInterface same ? same : reference.Node.References.Create<TGrainInterface>(reference.GrainId);
    }

    private static GrainReference Reference(IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            GrainReference reference => reference,
            IGrainBase { GrainContext: { } context } => context.GrainReference,
            _ => throw new ArgumentException($"A {grain.GetType()} is neither an active grain nor a reference.", nameof(grain)),
        };
    }
}
