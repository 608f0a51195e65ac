namespace Orleans.Runtime;

/// <summary>Names one life of a grain in memory.</summary>
public readonly record struct ActivationId(Guid Key)
{
    /// <summary>A name that was never used.</summary>
    public static ActivationId NewId() => new(Guid.NewGuid());

    public override string ToString() => $"@{Key:N}";
}
