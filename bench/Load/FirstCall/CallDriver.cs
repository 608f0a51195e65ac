using OrleansCalls.Load.People;

namespace OrleansCalls.Load.FirstCall;

/// <summary>Lets the pairs of a crowd call each other at a pace.</summary>
internal sealed class CallDriver(Crowd crowd, CallCycle cycle)
{
    private static readonly TimeSpan CycleLimit = TimeSpan.FromSeconds(10);

    /// <summary>Starts calls for so long, or until something has ended; completes when the last call has.</summary>
    public async Task<CycleTimes> Drive(Pace pace, TimeSpan duration, Task? until = null)
    {
        var times = new CycleTimes();
        await (pace.Rate > 0 ? AtRate(pace.Rate, duration, until, times) : AsManyAsPossible(pace.InFlight, duration, times));
        return times;
    }

    // A call starts when it is due, whether or not earlier ones have ended: a slow server shows in the latencies.
    private async Task AtRate(int rate, TimeSpan duration, Task? until, CycleTimes times)
    {
        var count = (int)(rate * duration.TotalSeconds);
        var running = new List<Task>(count);
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < count && until is not { IsCompleted: true }; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / rate) - TimeProvider.System.GetElapsedTime(start);
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
            running.Add(Cycle(times));
        }

        await Task.WhenAll(running);
    }

    private Task AsManyAsPossible(int inFlight, TimeSpan duration, CycleTimes times)
    {
        var start = TimeProvider.System.GetTimestamp();
        return Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            while (TimeProvider.System.GetElapsedTime(start) < duration && await Cycle(times))
            {
                // The next one.
            }
        }));
    }

    private async Task<bool> Cycle(CycleTimes times)
    {
        if (!crowd.TryTake(out var pair))
        {
            times.Skip();
            return false;
        }

        try
        {
            await cycle.Run(pair, times).WaitAsync(CycleLimit);
            crowd.GiveBack(pair);
        }
        catch (Exception e)
        {
            // The pair's call may still live: it is not used again.
            times.Fail(e.Message);
        }

        return true;
    }
}
