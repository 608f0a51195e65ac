using System.Globalization;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.Measurements;

/// <summary>Processor time so far, user and system, in milliseconds.</summary>
/// <param name="Server">Of the server's own processes.</param>
/// <param name="Silos">Of those of them that only hold grains.</param>
/// <param name="Database">Of its database's, with those that have ended.</param>
/// <param name="Driver">Of this process.</param>
internal readonly record struct Cpu(double Server, double Silos, double Database, double Driver)
{
    private const double MillisecondsPerTick = 10;

    /// <summary>What the server uses: its own and its database's.</summary>
    public double Total => Server + Database;

    /// <summary>Reads it.</summary>
    public static Cpu Of(IServer server) => new(
        server.Processes.Sum(pid => Read(pid, ended: false)),
        server.Silos.Sum(pid => Read(pid, ended: false)),
        server.DatabaseProcess is { } first ? ProcFiles.Family(first).Sum(pid => Read(pid, ended: true)) : 0,
        Environment.CpuUsage.TotalTime.TotalMilliseconds);

    /// <summary>What was used since.</summary>
    public Cpu Since(Cpu earlier) =>
        new(Server - earlier.Server, Silos - earlier.Silos, Database - earlier.Database, Driver - earlier.Driver);

    /// <summary>A share, or a multiple.</summary>
    public Cpu Times(double factor) => new(Server * factor, Silos * factor, Database * factor, Driver * factor);

    private static double Read(int pid, bool ended)
    {
        var fields = ProcFiles.Stat(pid);
        if (fields.Length == 0)
            return 0;
        var ticks = fields[11..(ended ? 15 : 13)].Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
        return ticks * MillisecondsPerTick;
    }
}
