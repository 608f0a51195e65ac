using System.Text.Json;

namespace OrleansCalls.Http;

/// <summary>Says what is wrong with JSON by the field's name, never by a type of ours.</summary>
public static class JsonTrouble
{
    /// <summary>A sentence that begins with the field, as in <c>media: is not a value that this field takes.</c></summary>
    public static string Explain(JsonException exception)
    {
        var field = exception.Path is { Length: > 1 } path ? path.TrimStart('$').TrimStart('.') : "";
        if (exception.Message.Contains("depth", StringComparison.Ordinal))
            return "The JSON is nested too deeply.";
        return field.Length == 0 ? "The JSON is malformed." : $"{field}: is malformed or not a value that this field takes.";
    }
}
