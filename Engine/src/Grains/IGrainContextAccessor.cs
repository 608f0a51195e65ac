namespace Orleans.Runtime;

/// <summary>Gives the activation in whose turn the caller runs.</summary>
public interface IGrainContextAccessor
{
    /// <summary>The activation.</summary>
    IGrainContext GrainContext { get; }
}
