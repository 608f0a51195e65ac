using System.Diagnostics;

namespace OrleansCalls.Launcher;

/// <summary>Runs a program at the launcher's terminal.</summary>
internal static class Runner
{
    /// <summary>Completes with its exit code; its output appears as it comes.</summary>
    public static async Task<int> Run(
        string program, IEnumerable<string> arguments, string workingDirectory, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = workingDirectory };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
