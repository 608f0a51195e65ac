namespace OrleansCalls.Calls;

/// <summary>The result of a command: the call as it now is, a refusal, or what to do instead. Exactly one is set.</summary>
[GenerateSerializer, Immutable, Alias("calls.CallResult")]
public sealed record CallResult
{
    /// <summary>The call as it now is, whoever won.</summary>
    [Id(0)] public CallView? Call { get; init; }

    /// <summary>Why nothing was done.</summary>
    [Id(1)] public Refusal? Refusal { get; init; }

    /// <summary>
    /// The callee is calling the caller right now (glare): answer that call, from the leg that dialled, instead of making this one.
    /// </summary>
    [Id(2)] public string? AnswerInstead { get; init; }

    /// <summary>The two are already in this older call: supersede it, then initiate again.</summary>
    [Id(3)] public string? SupersedeFirst { get; init; }

    /// <summary>A call.</summary>
    public static implicit operator CallResult(CallView call) => new() { Call = call };

    /// <summary>A refusal.</summary>
    public static implicit operator CallResult(Refusal refusal) => new() { Refusal = refusal };
}
