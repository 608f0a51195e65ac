namespace Orleans.Runtime.Activations;

/// <summary>
/// The life of an activation.
/// <code>
/// Activating ──▶ Valid ──▶ Deactivating ──▶ Invalid
///      └───────────────────────▲
/// </code>
/// </summary>
internal enum ActivationState : byte
{
    /// <summary>It is being constructed, reads its state or runs <c>OnActivateAsync</c>; requests wait.</summary>
    Activating,

    /// <summary>Requests run.</summary>
    Valid,

    /// <summary>The running requests end, then <c>OnDeactivateAsync</c> runs; requests wait for the next activation.</summary>
    Deactivating,

    /// <summary>It is gone.</summary>
    Invalid,
}
