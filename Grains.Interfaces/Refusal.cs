namespace OrleansCalls;

/// <summary>Why a command was refused: a value, not an exception.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>, stable for programs.</param>
/// <param name="Message">A sentence for people.</param>
/// <param name="RetryAfter">How long to wait, where waiting helps.</param>
/// <param name="Field">The field of the request that is at fault, if one is.</param>
[GenerateSerializer, Immutable, Alias("calls.Refusal")]
public sealed record Refusal(
    [property: Id(0)] string Code, [property: Id(1)] string Message, [property: Id(2)] TimeSpan? RetryAfter = null,
    [property: Id(3)] string? Field = null)
{
    /// <summary>No such call, or it is somebody else's: the two look the same.</summary>
    public static Refusal CallNotFound { get; } = new(RefusalCodes.NotFound, "There is no such call.");

    /// <summary>The call is on another device or still ringing: only those in it may ask for that.</summary>
    public static Refusal NotBound { get; } = new(RefusalCodes.NotBound, "This device is not the one in the call.");

    /// <summary>No such user.</summary>
    public static Refusal UserNotFound { get; } = new(RefusalCodes.NotFound, "There is no such user.");
}
