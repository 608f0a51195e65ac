using System.Diagnostics;

namespace OrleansCalls.LocalPostgres;

/// <summary>Runs a short command to its end.</summary>
internal static class Command
{
    /// <summary>Runs it and returns its exit code and output.</summary>
    public static (int ExitCode, string Output) Run(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The user that the command runs as may not be able to enter our folder.
            WorkingDirectory = "/",
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <summary>Runs it and expects it to succeed.</summary>
    /// <exception cref="PostgresUnavailableException">It failed; the message carries what it wrote.</exception>
    public static void Demand(string program, params IEnumerable<string> arguments)
    {
        var all = arguments.ToArray();
        var (exitCode, output) = Run(program, all);
        if (exitCode != 0)
            throw new PostgresUnavailableException(
                $"'{program} {string.Join(' ', all)}' failed with exit code {exitCode}: {output.Trim()}");
    }
}
