using System.Buffers;

namespace OrleansCalls.Http;

/// <summary>Refuses malformed input, always as <c>invalid</c> and naming the field.</summary>
public static class Input
{
    /// <summary>The longest id that is looked up.</summary>
    public const int MaxIdLength = 64;

    private static readonly SearchValues<char> DeviceCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Refuses a field with a reason.</summary>
    public static Refusal Invalid(string field, string reason) => new(RefusalCodes.Invalid, $"{field}: {reason}", Field: field);

    /// <summary>Whether this is a device id: 1 to 64 letters, digits, underscores and hyphens.</summary>
    public static bool IsDeviceId(string? text) =>
        text is { Length: >= 1 and <= 64 } && !text.AsSpan().ContainsAnyExcept(DeviceCharacters);

    /// <summary>Whether this could be the id of a user or channel, and is worth looking up.</summary>
    public static bool IsId(string? text) => text is { Length: >= 1 and <= MaxIdLength } && !HasControls(text);

    /// <summary>Whether it has control characters, which names do not need and PostgreSQL partly refuses.</summary>
    public static bool HasControls(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character) || char.IsSurrogate(character) && !IsPaired(text))
                return true;
        }

        return false;
    }

    /// <summary>Null, or why an optional device id is refused.</summary>
    public static Refusal? CheckDevice(string? deviceId) =>
        deviceId is null || IsDeviceId(deviceId) ? null : Invalid("deviceId", "must be 1 to 64 letters, digits, '_' or '-'.");

    /// <summary>Null, or why a text is refused.</summary>
    public static Refusal? CheckText(string field, string? text, int maxLength, bool required)
    {
        if (string.IsNullOrWhiteSpace(text))
            return required ? Invalid(field, "is required.") : null;
        if (text.Length > maxLength)
            return Invalid(field, $"must not be longer than {maxLength} characters.");
        return HasControls(text) ? Invalid(field, "must not contain control characters.") : null;
    }

    /// <summary>Null, or why the text to search for or a cursor is refused.</summary>
    public static Refusal? CheckQuery(string field, string? text) => CheckText(field, text, 200, required: false);

    /// <summary>Null, or why a page size is refused.</summary>
    public static Refusal? CheckLimit(int? limit, int max) =>
        limit is null || (limit >= 1 && limit <= max) ? null : Invalid("limit", $"must be between 1 and {max}.");

    private static bool IsPaired(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return false;
            at++;
        }

        return true;
    }
}
