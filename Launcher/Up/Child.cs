using System.Diagnostics;
using OrleansCalls.Launcher.Logs;

namespace OrleansCalls.Launcher.Up;

/// <summary>A running process of the product. Its output goes to its log; the last lines are kept at hand.</summary>
internal sealed class Child
{
    private const int TailLength = 25;

    private readonly Process _process;
    private readonly Queue<string> _tail = new();

    private Child(Process process, RotatingLog log)
    {
        _process = process;
        Ended = RunToEnd(log);
    }

    /// <summary>Completes with the exit code when the process has ended and its last words are in the log.</summary>
    public Task<int> Ended { get; }

    /// <summary>The last lines that it printed.</summary>
    public string Tail
    {
        get
        {
            lock (_tail)
                return string.Join(Environment.NewLine, _tail);
        }
    }

    /// <summary>Starts the process and notes it in the data folder.</summary>
    public static async Task<Child> Start(ChildPlan plan, ChildStarter starter, DataFolder data)
    {
        var process = await starter.Start(
            [Repository.DotNet, Repository.AssemblyOf(plan.Project)], Path.Combine(Repository.Root, plan.Project), plan.Environment);
        data.Processes.Add(plan.Name, process);
        return new Child(process, data.OpenLog(plan.Name));
    }

    /// <summary>Lets it drain, and kills it if that takes too long.</summary>
    public async Task<bool> Stop(TimeSpan patience)
    {
        var ended = await Signal.End(_process, patience);
        await Ended;
        return ended;
    }

    /// <summary>Ends it without a drain.</summary>
    public void Kill() => _process.Kill();

    private async Task<int> RunToEnd(RotatingLog log)
    {
        using (log)
            await Task.WhenAll(Copy(_process.StandardOutput, log), Copy(_process.StandardError, log));
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    private async Task Copy(StreamReader from, RotatingLog to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            to.WriteLine(line);
            lock (_tail)
            {
                _tail.Enqueue(line);
                if (_tail.Count > TailLength)
                    _tail.Dequeue();
            }
        }
    }
}
