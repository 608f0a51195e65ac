using System.Text.Json;

namespace OrleansCalls.Http;

/// <summary>Explains invalid JSON by the field's name, never by one of our types.</summary>
public static class JsonTrouble
{
    private const int LongestName = 100;

    /// <summary>The refusal of unreadable JSON, naming the field to blame, if any.</summary>
    public static Refusal Explain(JsonException exception)
    {
        // The serializer's reasons differ in wording only.
        if (Says(exception, "maximum configured depth"))
            return new Refusal(RefusalCodes.Invalid, "The JSON is nested too deeply.");
        var field = (exception.Path ?? "").TrimStart('$').TrimStart('.');
        if (field.Length == 0)
            return new Refusal(RefusalCodes.Invalid, "The JSON is malformed, or not what is expected here.");
        if (field.Length > LongestName)
            field = field[..LongestName] + "…";
        return Input.Invalid(
            field,
            Says(exception, "could not be mapped")
                ? "is not a field of this request."
                : "is malformed or not a value that this field takes.");
    }

    private static bool Says(JsonException exception, string words) => exception.Message.Contains(words, StringComparison.Ordinal);
}
