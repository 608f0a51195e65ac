using Npgsql;
using OrleansCalls.Load.Measurements;

namespace OrleansCalls.Load.FirstCall;

/// <summary>
/// The life of a one-to-one call, over and over: invite, ring, answer, offer, answer, four candidates each way, connected at both, hang up.
/// Calls start at fixed times, whether or not earlier ones are done (open loop), so that a slow server shows in the latencies.
/// </summary>
internal sealed class FirstCallBenchmark(LoadOptions options, Target target)
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StatisticsDelay = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan CycleLimit = TimeSpan.FromSeconds(10);

    /// <summary>Provisions people, warms up, measures.</summary>
    public async Task<FirstCallResult> Run()
    {
        Console.Error.WriteLine($"Signing in {options.Pairs} pairs of people.");
        await using var crowd = await Crowd.SignIn(target.Address, options.Pairs);

        Console.Error.WriteLine($"Warming up for {WarmUpTime.TotalSeconds:0} s.");
        await Drive(crowd, new CycleTimes(), WarmUpTime);

        Console.Error.WriteLine($"Measuring the idle product for {IdleTime.TotalSeconds:0} s.");
        await Task.Delay(StatisticsDelay);
        var idle = await Measure(() => Task.Delay(IdleTime));

        Console.Error.WriteLine($"Measuring {options.Rate} calls a second for {options.Seconds} s.");
        var times = new CycleTimes();
        var busy = await Measure(() => Drive(crowd, times, TimeSpan.FromSeconds(options.Seconds)));
        return new(options, times, busy.Duration, busy.Cpu - idle.Cpu * (busy.Duration / idle.Duration),
            busy.Database?.Since(idle.Database!.Value.Scaled(busy.Duration / idle.Duration)), busy.WorkingSetMiB);
    }

    private async Task Drive(Crowd crowd, CycleTimes times, TimeSpan duration)
    {
        var count = (int)(options.Rate * duration.TotalSeconds);
        var running = new List<Task>(count);
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / options.Rate) - TimeProvider.System.GetElapsedTime(start);
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            running.Add(Cycle(crowd, times));
        }

        await Task.WhenAll(running);
    }

    private static async Task Cycle(Crowd crowd, CycleTimes times)
    {
        if (!crowd.TryTake(out var pair))
        {
            times.Fail("no free pair: calls take longer than pairs last; give more with --pairs");
            return;
        }

        try
        {
            await CallCycle.Run(pair, times).WaitAsync(CycleLimit);
            crowd.GiveBack(pair);
        }
        catch (Exception e)
        {
            // The pair's call may still live: it is not used again.
            times.Fail(e.Message);
        }
    }

    private async Task<Usage> Measure(Func<Task> work)
    {
        await using var database = target.ConnectionString is null ? null : NpgsqlDataSource.Create(target.ConnectionString);
        var databaseBefore = database is null ? default : await DatabaseUsage.Read(database);
        var before = target.ProcessId is { } pid ? ProcessUsage.Of(pid) : default;
        var start = TimeProvider.System.GetTimestamp();
        await work();
        var duration = TimeProvider.System.GetElapsedTime(start);
        var after = target.ProcessId is { } same ? ProcessUsage.Of(same) : default;
        await Task.Delay(StatisticsDelay);
        DatabaseUsage? used = database is null ? null : (await DatabaseUsage.Read(database)).Since(databaseBefore);
        return new(duration, after.Cpu - before.Cpu, used, after.WorkingSetMiB);
    }

    private sealed record Usage(TimeSpan Duration, TimeSpan Cpu, DatabaseUsage? Database, double WorkingSetMiB);
}
