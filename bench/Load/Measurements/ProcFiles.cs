using System.Globalization;

namespace OrleansCalls.Load.Measurements;

/// <summary>What the kernel says of processes.</summary>
internal static class ProcFiles
{
    /// <summary>The processes that there are.</summary>
    public static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder))
        .Where(name => char.IsAsciiDigit(name[0])).Select(name => int.Parse(name, CultureInfo.InvariantCulture));

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
