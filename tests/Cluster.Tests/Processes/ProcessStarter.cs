using System.Collections.Concurrent;
using System.Diagnostics;

namespace OrleansCalls.Cluster.Tests.Processes;

/// <summary>Starts processes that the kernel kills when this one ends, in whatever way it ends.</summary>
/// <remarks>Linux ties a child to the thread that forked it: hence one thread that lives as long as this process.</remarks>
internal static class ProcessStarter
{
    private static readonly BlockingCollection<Action> Starts = [];

    static ProcessStarter() => new Thread(Work) { IsBackground = true, Name = "children" }.Start();

    /// <summary>Starts a command line with its output redirected.</summary>
    public static Task<Process> Start(IReadOnlyList<string> commandLine, string workingDirectory, IReadOnlyDictionary<string, string> environment)
    {
        string[] line = ["setpriv", "--pdeathsig", "KILL", .. commandLine];
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
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        return started.Task;
    }

    private static void Work()
    {
        foreach (var start in Starts.GetConsumingEnumerable())
            start();
    }
}
