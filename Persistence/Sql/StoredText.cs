using System.Text;

namespace OrleansCalls.Persistence;

/// <summary>Text as the database can keep it.</summary>
internal static class StoredText
{
    /// <summary>
    /// The same text with NUL and unpaired surrogates replaced by U+FFFD: PostgreSQL refuses the first and UTF-8 the second,
    /// and what people type must not become a database error.
    /// </summary>
    public static string Clean(string text)
    {
        if (!text.Contains('\0') && !HasUnpairedSurrogate(text))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return clean.ToString();
    }

    /// <summary>The form in which names are compared and sorted: normalised, lower case, independent of any locale.</summary>
    public static string Fold(string text) => Clean(text).Normalize().ToLowerInvariant();

    private static bool HasUnpairedSurrogate(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsSurrogate(text[index]))
                continue;
            if (!char.IsSurrogatePair(text, index))
                return true;
            index++;
        }
        return false;
    }
}
