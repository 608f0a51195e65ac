using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansCalls.Http;

/// <summary>How large a request's body may be.</summary>
public sealed class RequestLimit(long bytes) : IRequestSizeLimitMetadata
{
    /// <summary>What every request may have unless it says otherwise: a command is a few hundred bytes.</summary>
    public const long Ordinary = 64 * 1024;

    /// <summary>For thousands of users at once.</summary>
    public static RequestLimit Administration { get; } = new(16 * 1024 * 1024);

    public long? MaxRequestBodySize => bytes;

    /// <summary>
    /// For signals: room for a payload of the largest size however its characters are escaped, and for the rest of the message.
    /// What is larger is refused by the same code as a payload that is too large.
    /// </summary>
    public static RequestLimit ForSignals(CallsOptions options) => new(6L * options.MaxSignalBytes + 4096);
}
