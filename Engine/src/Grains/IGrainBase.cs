using Orleans.Runtime;

namespace Orleans;

/// <summary>A grain, as extension methods see it; derive from <see cref="Grain"/>.</summary>
public interface IGrainBase
{
    /// <summary>This activation.</summary>
    IGrainContext GrainContext { get; }
}
