using System.Diagnostics;

namespace OrleansCalls.LocalPostgres;

/// <summary>
/// A server under a small shell script that holds the other end of a pipe of ours: when this process ends, in whatever way,
/// the pipe closes and the script stops the server. In a session of its own, so that Ctrl-C is for us alone.
/// </summary>
internal sealed class Supervised : IDisposable
{
    private const string Script = """
        umask 077
        log=$1
        shift
        "$@" >>"$log" 2>&1 </dev/null &
        server=$!
        exec 3<&0
        { while read -r _; do :; done; kill -INT $server; } <&3 >/dev/null 2>&1 &
        watch=$!
        exec 3<&- </dev/null
        wait $server
        ended=$?
        kill $watch 2>/dev/null
        exit $ended
        """;

    private readonly Process _process;

    private Supervised(Process process) => _process = process;

    /// <summary>Whether the server, or at least its script, runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Starts the server; what it writes goes to the end of a file.</summary>
    public static Supervised Start(string[] commandLine, string logFile)
    {
        string[] shell = ["/bin/sh", "-c", Script, "postgres", logFile, .. commandLine];
        string[] all = File.Exists("/usr/bin/setsid") ? ["/usr/bin/setsid", .. shell] : shell;
        var start = new ProcessStartInfo(all[0]) { UseShellExecute = false, RedirectStandardInput = true, WorkingDirectory = "/" };
        foreach (var argument in all.Skip(1))
            start.ArgumentList.Add(argument);
        return new Supervised(Process.Start(start)!);
    }

    /// <summary>Asks the server to stop and waits; says whether it has.</summary>
    public async Task<bool> Stop(TimeSpan patience)
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Asks the server to stop without waiting.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.Dispose();
    }
}
