namespace Orleans.Runtime;

/// <summary>One life of a grain in memory.</summary>
public interface IGrainContext : IEquatable<IGrainContext>
{
    /// <summary>A reference to the grain.</summary>
    GrainReference GrainReference { get; }

    /// <summary>The grain's identity.</summary>
    GrainId GrainId { get; }

    /// <summary>The object, once it is constructed.</summary>
    object? GrainInstance { get; }

    /// <summary>The name of this life.</summary>
    ActivationId ActivationId { get; }

    /// <summary>Services with the lifetime of this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>What runs before activation and after deactivation.</summary>
    IGrainLifecycle ObservableLifecycle { get; }

    /// <summary>Ends when the grain has left memory.</summary>
    Task Deactivated { get; }

    /// <summary>Starts to leave memory.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
