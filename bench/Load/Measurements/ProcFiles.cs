using System.Globalization;

namespace OrleansCalls.Load.Measurements;

/// <summary>What the kernel says of processes.</summary>
internal static class ProcFiles
{
    /// <summary>A process and those that it started.</summary>
    public static IReadOnlyList<int> Family(int first) => [first, .. Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Where(pid => pid != 0 && Stat(pid) is [_, var parent, ..] && parent == $"{first}")];

    /// <summary>The fields of a process' <c>stat</c> from its state on; none when it has ended.</summary>
    public static string[] Stat(int pid)
    {
        try
        {
            // The second field is the program's name in parentheses and may hold anything; the rest is separated by spaces.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>Resident memory in KiB.</summary>
    public static double Rss(int pid) => Rollup(pid, "Rss:");

    /// <summary>Resident memory in KiB, with what processes share divided among them.</summary>
    public static double Pss(int pid) => Rollup(pid, "Pss:");

    private static double Rollup(int pid, string name)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/smaps_rollup").First(line => line.StartsWith(name, StringComparison.Ordinal));
            return double.Parse(line[name.Length..^"kB".Length], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
