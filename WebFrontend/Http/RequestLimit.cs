using Microsoft.AspNetCore.Http.Metadata;

namespace OrleansCalls.Http;

/// <summary>How large a request's body may be.</summary>
public sealed class RequestLimit(long bytes) : IRequestSizeLimitMetadata
{
    /// <summary>The default: a command is a few hundred bytes.</summary>
    public const long Ordinary = 64 * 1024;

    /// <summary>For thousands of users at once.</summary>
    public static RequestLimit Administration { get; } = new(16 * 1024 * 1024);

    public long? MaxRequestBodySize => bytes;

    /// <summary>
    /// For signals: room for the largest payload however it is escaped, and for the rest of the message. Anything larger is refused with
    /// the same code as a payload that is too large.
    /// </summary>
    public static RequestLimit ForSignals(CallsOptions options) => new(6L * options.MaxSignalBytes + 4096);
}
