using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain class implements; <see cref="Grain"/> does it for you.</summary>
public interface IGrainBase
{
    /// <summary>This activation.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Called once before the first request; when it throws, the callers get the exception and the next call starts anew.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Called once after the last request.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
