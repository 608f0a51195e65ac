using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Runtime.Activations;

namespace Orleans;

/// <summary>Base class of grains.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private IGrainFactory? _grains;

    /// <summary>Constructed by the activation, which becomes its context.</summary>
    protected Grain() => GrainContext = RuntimeContext.Current!;

    /// <summary>This activation.</summary>
    public IGrainContext GrainContext { get; }

    /// <summary>The silo, in words.</summary>
    public string RuntimeIdentity => (GrainContext as Activation)?.Node.Address.ToString() ?? "";

    /// <summary>Creates references to other grains.</summary>
    protected IGrainFactory GrainFactory => _grains ??= GrainContext.ActivationServices.GetRequiredService<IGrainFactory>();

    /// <summary>Called once before the first request. If it throws, the callers get the exception, and the next call tries again.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called once after the last request.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Deactivates the grain when the running request has ended; waiting requests go to the next activation.</summary>
    protected void DeactivateOnIdle() =>
        GrainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));
}
