using System.Collections.Concurrent;
using System.Text.Json;

namespace OrleansCalls;

/// <summary>Enums in the words that clients see, such as <c>hang_up</c>; for tags and logs, so that one search finds a word everywhere.</summary>
public static class WireText
{
    /// <summary>The word for a value.</summary>
    public static string ToWireText<T>(this T value) where T : struct, Enum =>
        Words<T>.Known.GetOrAdd(value, static value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()));

    private static class Words<T> where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> Known = [];
    }
}
