using System.Diagnostics;
using OrleansCalls.Launcher.Logs;

namespace OrleansCalls.Launcher.Up;

/// <summary>A running process of the product. Its output goes to its log; the last lines are kept at hand.</summary>
internal sealed class Child
{
    private const int TailLength = 25;

    private readonly Process _process;
    private readonly LastBytes _last = new(16 * 1024);

    private Child(Process process, RotatingLog log)
    {
        _process = process;
        Ended = RunToEnd(log);
    }

    /// <summary>Completes with the exit code when the process has ended and its last words are in the log.</summary>
    public Task<int> Ended { get; }

    /// <summary>The last lines that it printed.</summary>
    public string Tail => string.Join(Environment.NewLine, _last.Text.TrimEnd('\n').Split('\n').TakeLast(TailLength));

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
            await Task.WhenAll(Copy(_process.StandardOutput.BaseStream, log), Copy(_process.StandardError.BaseStream, log));
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <summary>Copies whole lines, so that those of two streams do not mix, as bytes: a busy process prints a megabyte a second.</summary>
    private async Task Copy(Stream from, RotatingLog to)
    {
        var buffer = new byte[64 * 1024];
        var held = 0;
        while (await from.ReadAsync(buffer.AsMemory(held)) is > 0 and var read)
        {
            held += read;
            var lines = buffer.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
            if (lines == 0 && held == buffer.Length)
                lines = held;
            Take(buffer.AsSpan(0, lines), to);
            buffer.AsSpan(lines, held - lines).CopyTo(buffer);
            held -= lines;
        }

        if (held > 0)
            Take([.. buffer.AsSpan(0, held), (byte)'\n'], to);
    }

    private void Take(ReadOnlySpan<byte> lines, RotatingLog to)
    {
        to.Write(lines);
        _last.Add(lines);
    }
}
