using Microsoft.Extensions.Configuration;

namespace OrleansCalls.Settings;

/// <summary>Finds settings that nothing reads: a misspelled name would silently leave the default in force.</summary>
public static class UnknownSettings
{
    /// <summary>A sentence about each, with the nearest name that exists.</summary>
    public static IEnumerable<string> Find(IConfiguration configuration)
    {
        var sections = SettingsCatalog.All.Keys.Select(key => key.Split(':')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var section in configuration.GetChildren().Where(section => section.GetChildren().Any()))
        {
            if (sections.Contains(section.Key))
            {
                foreach (var key in Leaves(section).Where(key => !SettingsCatalog.Knows(key) && IsOurs(key)))
                    yield return Say(key, Nearest(key, SettingsCatalog.All.Keys));
            }
            else if (Nearest(section.Key, sections) is { } meant && Distance(section.Key, meant) <= Slips(meant))
            {
                yield return $"Nothing reads the settings of '{section.Key}': did you mean '{meant}'?";
            }
        }
    }

    private static string Say(string key, string? nearest) => nearest is null
        ? $"Nothing reads the setting {key}."
        : $"Nothing reads the setting {key}: did you mean {nearest}?";

    private static IEnumerable<string> Leaves(IConfigurationSection section) =>
        section.GetChildren().ToList() is { Count: > 0 } children ? children.SelectMany(Leaves) : [section.Path];

    // Microsoft Orleans and .NET read these sections too: there only what is close to one of our names is a slip.
    private static bool IsOurs(string key) =>
        key.Split(':')[0].ToUpperInvariant() is not ("ORLEANS" or "CONNECTIONSTRINGS" or "LOGGING")
        || (Nearest(key, SettingsCatalog.All.Keys) is { } meant && Distance(key, meant) <= Slips(meant));

    private static string? Nearest(string name, IEnumerable<string> known) => known.MinBy(other => Distance(name, other));

    private static int Slips(string name) => name.Length < 6 ? 1 : 2;

    /// <summary>The Levenshtein distance, ignoring case.</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var at = 1; at <= one.Length; at++)
        {
            var diagonal = row[0];
            row[0] = at;
            for (var to = 1; to <= other.Length; to++)
            {
                var same = char.ToUpperInvariant(one[at - 1]) == char.ToUpperInvariant(other[to - 1]);
                (diagonal, row[to]) = (row[to], Math.Min(Math.Min(row[to], row[to - 1]) + 1, diagonal + (same ? 0 : 1)));
            }
        }
        return row[^1];
    }
}
