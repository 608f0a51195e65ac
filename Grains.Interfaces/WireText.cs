using System.Collections.Concurrent;
using System.Text.Json;

namespace OrleansCalls;

/// <summary>
/// Enums and commands in the words that clients see, such as <c>hang_up</c>; also used in tags and logs, so one search finds them all.
/// </summary>
public static class WireText
{
    private static readonly ConcurrentDictionary<Type, string> Types = [];

    /// <summary>The word for a value.</summary>
    public static string ToWireText<T>(this T value) where T : struct, Enum =>
        Words<T>.Known.GetOrAdd(value, static value => Spell(value.ToString()));

    /// <summary>The word for a type.</summary>
    public static string Of(Type type) => Types.GetOrAdd(type, static type => Spell(type.Name));

    private static string Spell(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static class Words<T> where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> Known = [];
    }
}
