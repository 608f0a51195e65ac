using System.Text;
using OrleansCalls.Persistence;

namespace OrleansCalls.People;

/// <summary>The words of a search for people: in any order, whatever their case and diacritics (FEATURES H5).</summary>
internal static class SearchWords
{
    /// <summary>
    /// A text as it is searched: without case and diacritics; letters that do not decompose become what people type instead.
    /// The generated column <c>users.find_key</c> says the same in SQL.
    /// </summary>
    public static string Fold(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in StoredText.Fold(text).Normalize(NormalizationForm.FormD))
        {
            // Marks of Latin, Greek and Cyrillic. Those of other scripts can be what tells one word from another.
            if (letter is < '\u0300' or > '\u036f')
                plain.Append(Plain(letter));
        }
        return plain.ToString().Normalize().ToLowerInvariant();
    }

    /// <summary>The folded words of what somebody typed; none when there is nothing to search for.</summary>
    public static string[] Of(string? text) => Fold(text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>LIKE patterns for the words, in which nothing is special; the longest, which an index narrows down best, first.</summary>
    public static string[] Patterns(string? text) =>
        [.. Of(text).OrderByDescending(word => word.Length).Select(word => "%" + Literally(word) + "%")];

    private static string Literally(string word) => word
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);

    private static string Plain(char letter) => letter switch
    {
        'ø' => "o",
        'ł' => "l",
        'đ' or 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => letter.ToString(),
    };
}
