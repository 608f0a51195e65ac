namespace Orleans.Runtime.Activations;

/// <summary>
/// The states of an activation.
/// <code>
/// Activating ──▶ Valid ──▶ Deactivating ──▶ Invalid
///      └───────────────────────▲
/// </code>
/// </summary>
internal enum ActivationState : byte
{
    /// <summary>Being constructed, reading its state or in <c>OnActivateAsync</c>; requests wait.</summary>
    Activating,

    /// <summary>Requests run.</summary>
    Valid,

    /// <summary>The running request ends, then <c>OnDeactivateAsync</c> runs; requests wait for the next activation.</summary>
    Deactivating,

    /// <summary>Gone.</summary>
    Invalid,
}
