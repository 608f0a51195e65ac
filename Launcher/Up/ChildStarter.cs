using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansCalls.Launcher.Up;

/// <summary>
/// Starts processes that end with the launcher, whatever ends it, and that a Ctrl-C at the terminal does not reach before the
/// launcher has decided on the order.
/// </summary>
/// <remarks>
/// Linux ties a child to the thread that forked it, not to the process. Hence the thread that lives as long as the launcher.
/// Where <c>setpriv</c> and <c>setsid</c> are missing, children are plain ones, and the next launcher ends what was left.
/// </remarks>
internal sealed class ChildStarter : IDisposable
{
    private static readonly string[] Wrapper =
        [.. OnPath("setpriv") ? (string[])["setpriv", "--pdeathsig", "TERM"] : [], .. OnPath("setsid") ? (string[])["setsid"] : []];

    private readonly BlockingCollection<Action> _starts = [];

    /// <summary>Starts the thread.</summary>
    public ChildStarter()
    {
        var thread = new Thread(Work) { IsBackground = true, Name = "children" };
        thread.Start();
    }

    /// <summary>Starts a .NET assembly with its output redirected.</summary>
    public Task<Process> Start(string assembly, string workingDirectory, IReadOnlyDictionary<string, string> environment)
    {
        string[] line = [.. Wrapper, Repository.DotNet, assembly];
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

    /// <inheritdoc/>
    public void Dispose() => _starts.CompleteAdding();

    private void Work()
    {
        foreach (var start in _starts.GetConsumingEnumerable())
            start();
    }

    private static bool OnPath(string program) =>
        OperatingSystem.IsLinux() && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
