namespace OrleansCalls.Http;

/// <summary>Maps codes to statuses, and back for what the framework refuses itself.</summary>
public static class RefusalStatus
{
    /// <summary>The HTTP status of a refusal's code.</summary>
    public static int Of(string code) => code switch
    {
        RefusalCodes.NotFound => StatusCodes.Status404NotFound,
        RefusalCodes.Forbidden => StatusCodes.Status403Forbidden,
        RefusalCodes.RateLimited => StatusCodes.Status429TooManyRequests,
        RefusalCodes.InCall or RefusalCodes.NotBound or Taken => StatusCodes.Status409Conflict,
        RefusalCodes.Invalid => StatusCodes.Status400BadRequest,
        RefusalCodes.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalCodes.UnsupportedMediaType => StatusCodes.Status415UnsupportedMediaType,
        RefusalCodes.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalCodes.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The code for something that an administrator wanted to create and that exists already.</summary>
    public const string Taken = "taken";

    /// <summary>The stable code of a status without a refusal.</summary>
    public static string CodeOf(int status) => status switch
    {
        StatusCodes.Status400BadRequest => RefusalCodes.Invalid,
        StatusCodes.Status401Unauthorized => RefusalCodes.Unauthenticated,
        StatusCodes.Status403Forbidden => RefusalCodes.Forbidden,
        StatusCodes.Status404NotFound => RefusalCodes.NotFound,
        StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
        StatusCodes.Status408RequestTimeout => "timeout",
        StatusCodes.Status413PayloadTooLarge => RefusalCodes.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => RefusalCodes.UnsupportedMediaType,
        StatusCodes.Status429TooManyRequests => RefusalCodes.RateLimited,
        StatusCodes.Status503ServiceUnavailable => RefusalCodes.Unavailable,
        >= 400 and < 500 => RefusalCodes.Invalid,
        _ => "internal_error",
    };
}
