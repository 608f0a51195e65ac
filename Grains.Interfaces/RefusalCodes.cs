namespace OrleansCalls;

/// <summary>The stable codes of refusals, the same over HTTP, hub and grains.</summary>
public static class RefusalCodes
{
    /// <summary>No such thing, or not yours.</summary>
    public const string NotFound = "not_found";

    /// <summary>The policy does not let these two call each other.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>Too many attempts; <see cref="Refusal.RetryAfter"/> says how long to wait.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>The caller is in another call.</summary>
    public const string InCall = "in_call";

    /// <summary>This device is not the one in the call.</summary>
    public const string NotBound = "not_bound";

    /// <summary>The input is malformed; the message names the field.</summary>
    public const string Invalid = "invalid";

    /// <summary>A signal is larger than the limit.</summary>
    public const string TooLarge = "too_large";

    /// <summary>The content type is not accepted there.</summary>
    public const string UnsupportedMediaType = "unsupported_media_type";

    /// <summary>Not signed in, or the session has ended.</summary>
    public const string Unauthenticated = "unauthenticated";

    /// <summary>The cluster or the database cannot serve just now.</summary>
    public const string Unavailable = "unavailable";
}
