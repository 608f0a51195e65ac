using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Base class of grains.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly IGrainRuntime? _runtime;

    /// <summary>Takes the context from the activation that is being made.</summary>
    protected Grain()
        : this(RuntimeContext.Current!)
    {
    }

    /// <summary>Takes the given context; a grain that is constructed by a test passes its own.</summary>
    protected Grain(IGrainContext grainContext, IGrainRuntime? grainRuntime = null)
    {
        GrainContext = grainContext;
        _runtime = grainRuntime ?? grainContext?.ActivationServices.GetService<IGrainRuntime>();
    }

    /// <summary>This activation.</summary>
    public IGrainContext GrainContext { get; }

    /// <summary>The silo in words.</summary>
    public string RuntimeIdentity => _runtime?.SiloIdentity ?? "";

    /// <summary>Gives references to other grains.</summary>
    protected IGrainFactory GrainFactory => Runtime.GrainFactory;

    internal IGrainRuntime Runtime =>
        _runtime ?? throw new InvalidOperationException("The grain was constructed outside of a silo and without a runtime.");

    /// <inheritdoc cref="IGrainBase.OnActivateAsync"/>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc cref="IGrainBase.OnDeactivateAsync"/>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Leaves memory once the running requests have ended; requests that wait go to the next activation.</summary>
    protected void DeactivateOnIdle() => Runtime.DeactivateOnIdle(GrainContext);
}
