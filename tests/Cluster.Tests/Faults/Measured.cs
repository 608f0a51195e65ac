using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace OrleansCalls.Cluster.Tests.Faults;

/// <summary>
/// Notes what was measured, for docs/faults.md: in the test's output, and as a line of JSON in the file that <c>CALLS_FAULT_MEASURES</c>
/// names.
/// </summary>
internal static class Measured
{
    private static readonly Lock Gate = new();

    /// <summary>Notes a time.</summary>
    public static void Note(ITestOutputHelper output, string row, string what, TimeSpan time) =>
        Note(output, row, what, Math.Round(time.TotalSeconds, 2), "s");

    /// <summary>Notes a number.</summary>
    public static void Note(ITestOutputHelper output, string row, string what, double value, string unit = "")
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row}: {what}: {value} {unit}"));
        if (Environment.GetEnvironmentVariable("CALLS_FAULT_MEASURES") is not { Length: > 0 } file)
            return;
        lock (Gate)
            File.AppendAllText(file, JsonSerializer.Serialize(new { row, what, value, unit }) + "\n");
    }
}
