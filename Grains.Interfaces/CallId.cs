namespace OrleansCalls;

/// <summary>The form of a call's id: a UUID in lower case with hyphens, so that one call has one spelling.</summary>
public static class CallId
{
    /// <summary>A new id, ordered by time.</summary>
    public static string New() => Guid.CreateVersion7().ToString("D");

    /// <summary>Whether <paramref name="text"/> is a call's id in its one spelling.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: 36 } && Guid.TryParseExact(text, "D", out var id) && id != Guid.Empty && id.ToString("D") == text;
}
