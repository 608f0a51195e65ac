namespace Orleans;

/// <summary>Why a grain leaves memory, as code.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason yet.</summary>
    None,

    /// <summary>The silo stops.</summary>
    ShuttingDown,

    /// <summary>Activation threw.</summary>
    ActivationFailed,

    /// <summary>Nobody called for longer than the collection age.</summary>
    ActivationIdle,

    /// <summary>The grain's code failed, for example with an <see cref="Storage.InconsistentStateException"/>.</summary>
    ApplicationError,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested,

    /// <summary>The grain moves to another silo.</summary>
    Migrating
}

/// <summary>Why a grain leaves memory.</summary>
public readonly struct DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
{
    /// <summary>A reason without an exception.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text)
        : this(code, null, text)
    {
    }

    /// <summary>In words.</summary>
    public string Description { get; } = text;

    /// <summary>As code.</summary>
    public DeactivationReasonCode ReasonCode { get; } = code;

    /// <summary>What was thrown, if that is the reason.</summary>
    public Exception? Exception { get; } = exception;

    public override string ToString() => Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description}. Exception: {Exception}";
}
