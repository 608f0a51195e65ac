using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansCalls.LocalPostgres;

/// <summary>The server process of a data folder, as its pid file names it.</summary>
internal sealed class Postmaster(string dataFolder)
{
    private const string PidFileName = "postmaster.pid";
    private const int PortLine = 3;
    private const int SigInt = 2;
    private const int SigQuit = 3;
    private const int SigKill = 9;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private string PidFile => Path.Combine(dataFolder, PidFileName);

    /// <summary>The process, if one is running on this very folder; the id in the file may be somebody else's by now.</summary>
    public int? RunningPid()
    {
        try
        {
            var written = Start(PidFile);
            var pid = int.Parse(written[0], NumberStyles.None, CultureInfo.InvariantCulture);

            // Its working directory is its data folder, whatever name it was given.
            return IsServer(pid) && Start($"/proc/{pid}/cwd/{PidFileName}").SequenceEqual(written, StringComparer.Ordinal) ? pid : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The port that the running server listens on; null when none is running.</summary>
    public int? RunningPort() =>
        RunningPid() is not null && File.ReadLines(PidFile).ElementAtOrDefault(PortLine) is { } line
            && int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;

    /// <summary>Stops the server of this folder: sessions are cut and data is written; killed if that takes too long.</summary>
    public async Task Stop(TimeSpan patience)
    {
        foreach (var signal in new[] { SigInt, SigQuit, SigKill })
        {
            if (RunningPid() is not { } pid)
                return;
            _ = Kill(pid, signal);
            for (var waited = TimeSpan.Zero; waited < patience && IsServer(pid); waited += Step)
                await Task.Delay(Step);
        }
    }

    /// <summary>
    /// Removes the pid file of a server that is gone: PostgreSQL would take another process with its id for a running server.
    /// </summary>
    public void Forget()
    {
        if (RunningPid() is null)
            File.Delete(PidFile);
    }

    /// <summary>What a server writes into its pid file when it starts: its id, its folder, the time.</summary>
    private static string[] Start(string pidFile) => File.ReadAllLines(pidFile)[..PortLine];

    private static bool IsServer(int pid)
    {
        try
        {
            return Path.GetFileName(File.ReadAllText($"/proc/{pid}/cmdline").Split('\0')[0]) is "postgres" or "postmaster";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
