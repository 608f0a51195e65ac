namespace OrleansCalls.Launcher.Up;

/// <summary>
/// Keeps one process of the product running: a process that ends without having been asked to is reported and started again,
/// after a pause that doubles while it keeps ending.
/// </summary>
internal sealed class Supervisor(ChildPlan plan, ChildStarter starter, DataFolder data, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stopping = new();
    private Child? _child;
    private Task _keeping = Task.CompletedTask;

    /// <summary>What is kept running.</summary>
    public ChildPlan Plan => plan;

    /// <summary>Starts the process for the first time.</summary>
    public async Task<Child> Start() => _child = await Child.Start(plan, starter, data);

    /// <summary>From now on an end is followed by another start.</summary>
    public void Keep() => _keeping = KeepRunning();

    /// <summary>Lets the process drain and does not start it again.</summary>
    public async Task Stop()
    {
        await _stopping.CancelAsync();
        if (_child is not null && !await _child.Stop(DrainTime))
            Console.Error.WriteLine($"{plan.Name} did not stop within {DrainTime.TotalSeconds:0} s and was killed.");
        await _keeping;
        data.Processes.Remove(plan.Name);
    }

    /// <summary>Ends the process at once.</summary>
    public void Kill() => _child?.Kill();

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _stopping.Dispose();
    }

    private async Task KeepRunning()
    {
        var pause = ShortestPause;
        while (_child is { } child)
        {
            var since = time.GetTimestamp();
            var code = await child.Ended;
            if (_stopping.IsCancellationRequested)
                return;

            pause = time.GetElapsedTime(since) > Settled ? ShortestPause : pause;
            Console.Error.WriteLine(
                $"{plan.Name} ended by itself ({ExitCodes.Describe(code)}) "
                + $"and is started again in {pause.TotalSeconds:0.#} s; see {data.LogOf(plan.Name)}");
            await Task.Delay(pause, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stopping.IsCancellationRequested)
                return;

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            _child = await Child.Start(plan, starter, data);
            if (_stopping.IsCancellationRequested)
                await _child.Stop(DrainTime);
        }
    }
}
