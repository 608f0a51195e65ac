using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansCalls.LocalPostgres;

/// <summary>The server process of a data folder, as its pid file names it.</summary>
internal sealed class Postmaster(string dataFolder)
{
    private const int SigInt = 2;
    private const int SigQuit = 3;
    private const int SigKill = 9;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private string PidFile => Path.Combine(dataFolder, "postmaster.pid");

    /// <summary>The process, if one of this very folder is running; the number in the file may be somebody else's by now.</summary>
    public int? RunningPid()
    {
        try
        {
            var pid = int.Parse(File.ReadLines(PidFile).First(), NumberStyles.None, CultureInfo.InvariantCulture);
            return IsOurs(pid) ? pid : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Stops the server of this folder: sessions are cut and the data is written; without that when it takes too long.</summary>
    public async Task Stop(TimeSpan patience)
    {
        foreach (var signal in new[] { SigInt, SigQuit, SigKill })
        {
            if (RunningPid() is not { } pid)
                return;
            _ = Kill(pid, signal);
            for (var waited = TimeSpan.Zero; waited < patience && IsOurs(pid); waited += Step)
                await Task.Delay(Step);
        }
    }

    /// <summary>Removes the pid file of a server that is gone: PostgreSQL takes it for a running one when another process has its number.</summary>
    public void Forget()
    {
        if (RunningPid() is null)
            File.Delete(PidFile);
    }

    private bool IsOurs(int pid)
    {
        try
        {
            var arguments = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
            return Path.GetFileName(arguments[0]) is "postgres" or "postmaster" && arguments.Contains(dataFolder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
