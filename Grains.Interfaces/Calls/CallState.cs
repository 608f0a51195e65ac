namespace OrleansCalls.Calls;

/// <summary>Where a call is in its life.</summary>
/// <remarks>
/// <code>
///            answer            media flows
///  Ringing ─────────▶ Connecting ─────────▶ Connected
///     │                   │                     │
///     │ reject, cancel,   │ hang up, failed,    │ hang up, dropped,
///     │ time-out          │ dropped             │ longest duration
///     ▼                   ▼                     ▼
///   Ended ◀───────────────┴─────────────────────┘   final
/// </code>
/// A call that could not ring (callee busy, offline, not to be disturbed) is created <see cref="Ended"/>.
/// </remarks>
public enum CallState
{
    /// <summary>At least one callee's devices ring and nobody has answered.</summary>
    Ringing,

    /// <summary>Answered; the two legs set up their media.</summary>
    Connecting,

    /// <summary>Media flows; the duration counts from here.</summary>
    Connected,

    /// <summary>Over, with an <see cref="EndReason"/>. Nothing leaves this state.</summary>
    Ended,
}
