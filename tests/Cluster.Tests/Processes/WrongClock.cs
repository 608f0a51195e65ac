namespace OrleansCalls.Cluster.Tests.Processes;

/// <summary>Clocks that are off, for single processes, by libfaketime.</summary>
internal static class WrongClock
{
    private static readonly string? Library = Directory.Exists("/usr/lib")
        ? Directory.EnumerateDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        : null;

    /// <summary>What a silo is run with so that its clock is off by so many seconds, with a sign.</summary>
    public static SiloWrapper OffBy(string seconds) => new(
        [],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = Library ?? "",
            ["FAKETIME"] = seconds + "s",

            // Only what the clock on the wall shows is wrong; how time passes is not.
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            ["FAKETIME_DONT_RESET"] = "1",
        });
}
