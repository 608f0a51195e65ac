using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OrleansCalls.Launcher.Up;

/// <summary>Asks a process to end; .NET itself can only kill.</summary>
internal static class Signal
{
    private const int Terminate = 15;

    /// <summary>Sends SIGTERM, waits for the process to end, and kills it when it takes longer than it may.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public static async Task<bool> End(Process process, TimeSpan patience)
    {
        if (process.HasExited)
            return true;
        _ = Send(process.Id, Terminate);

        using var late = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Send(int pid, int signal);
}
