using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansCalls.Launcher.Up;

/// <summary>
/// Starts processes that end with this one, whatever ends it. A Ctrl-C at the terminal does not reach them, so that this one decides the
/// order.
/// </summary>
/// <remarks>
/// Linux ties a child to the thread that forked it, not to the process. Hence a thread that lives as long as the starter.
/// Where <c>setpriv</c> and <c>setsid</c> are missing, children are plain ones, and the next launcher ends what was left.
/// </remarks>
internal sealed class ChildStarter : IDisposable
{
    private readonly string[] _wrapper;
    private readonly BlockingCollection<Action> _starts = [];

    /// <summary>Starts the thread.</summary>
    /// <param name="signal">The signal for children when this process ends: TERM, or KILL for those that might ignore it.</param>
    public ChildStarter(string signal = "TERM")
    {
        _wrapper =
        [
            .. OnPath("setpriv") ? (string[])["setpriv", "--pdeathsig", signal] : [],
            .. OnPath("setsid") ? (string[])["setsid"] : [],
        ];
        var thread = new Thread(Work) { IsBackground = true, Name = "children" };
        thread.Start();
    }

    /// <summary>Starts a command line with its output redirected.</summary>
    public Task<Process> Start(IReadOnlyList<string> commandLine, string workingDirectory, IReadOnlyDictionary<string, string> environment)
    {
        string[] line = [.. _wrapper, .. commandLine];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            UseShellExecute = false,
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        _starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e)
            {
                started.SetException(e);
            }
        });
        return started.Task;
    }

    public void Dispose() => _starts.CompleteAdding();

    private void Work()
    {
        foreach (var start in _starts.GetConsumingEnumerable())
            start();
    }

    private static bool OnPath(string program) =>
        OperatingSystem.IsLinux()
            && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
