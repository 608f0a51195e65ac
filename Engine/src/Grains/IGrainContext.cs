namespace Orleans.Runtime;

/// <summary>One life of a grain in memory.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The grain's identity.</summary>
    GrainId GrainId { get; }

    /// <summary>Services with the lifetime of this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Starts to leave memory.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
