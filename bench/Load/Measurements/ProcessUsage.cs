using System.Globalization;

namespace OrleansCalls.Load.Measurements;

/// <summary>What a process has used so far, as the kernel counts it.</summary>
/// <param name="Cpu">Processor time, user and system.</param>
/// <param name="WorkingSetMiB">Resident memory.</param>
internal readonly record struct ProcessUsage(TimeSpan Cpu, double WorkingSetMiB)
{
    private const double TicksPerSecond = 100;
    private const double PageMiB = 4096d / (1024 * 1024);

    /// <summary>Reads it for a process.</summary>
    public static ProcessUsage Of(int pid)
    {
        // The second field is the program's name in parentheses and may hold anything; the rest is separated by spaces.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = Number(fields[11]) + Number(fields[12]);
        return new(TimeSpan.FromSeconds(ticks / TicksPerSecond), Math.Round(Number(fields[21]) * PageMiB, 1));
    }

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
