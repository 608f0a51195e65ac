namespace Orleans.Runtime.Activations;

/// <summary>What runs before an activation's <c>OnActivateAsync</c> and after its <c>OnDeactivateAsync</c>.</summary>
internal sealed class GrainLifecycle : LifecycleSubject, IGrainLifecycle;
