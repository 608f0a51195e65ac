namespace OrleansCalls.Persistence;

/// <summary>Enums as the database keeps them: their names in lower case.</summary>
internal static class EnumText
{
    /// <summary>The text of a value.</summary>
    public static string ToText<T>(this T value) where T : struct, Enum => Names<T>.Texts[value];

    /// <summary>The value behind a text.</summary>
    /// <exception cref="FormatException">No member has this name.</exception>
    public static T Parse<T>(string text) where T : struct, Enum =>
        Names<T>.Values.TryGetValue(text, out var value)
            ? value
            : throw new FormatException($"The database holds '{text}', which is no {typeof(T).Name}.");

    private static class Names<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Texts =
            Enum.GetValues<T>().ToDictionary(value => value, value => value.ToString().ToLowerInvariant());

        public static readonly Dictionary<string, T> Values =
            Texts.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
