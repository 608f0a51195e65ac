using OrleansCalls.Load.FirstCall;
using OrleansCalls.Load.Measurements;
using OrleansCalls.Load.People;
using OrleansCalls.Load.Servers;

namespace OrleansCalls.Load.Growth;

/// <summary>Measures a call at each point of a curve: its CPU, without what goes on when nobody calls, and its ring.</summary>
internal sealed class GrowthMeter(LoadOptions options, Report report)
{
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(10);

    private readonly Table _table =
        new("CPU ms per call", "size", "CPU", "x first", "server", "database", "idle CPU %", "ring p50", "ring p99");
    private ICurve _curve = null!;
    private double? _first;
    private bool _failed;

    /// <summary>The next points are of this curve.</summary>
    public void Begin(ICurve curve) => (_curve, _first) = (curve, null);

    /// <summary>
    /// Makes as many calls as possible, so that what is measured is compiled, and then calls as they will be measured: all points are
    /// compared with the first, which must not be dearer for being the first.
    /// </summary>
    public async Task WarmUp(Crowd crowd)
    {
        Report.Progress($"{_curve.Name}: warming up for {options.WarmUp + options.Seconds} s.");
        await Driver(crowd).Drive(Pace.Most(_curve.Pairs), TimeSpan.FromSeconds(options.WarmUp));
        await Driver(crowd).Drive(Pace.PerSecond(_curve.Rate), TimeSpan.FromSeconds(options.Seconds));
    }

    /// <summary>Measures at a size.</summary>
    public async Task Point(int size, IServer product, Crowd crowd)
    {
        // The compiler, and what follows from connections that were just opened, go on for a while.
        await Task.Delay(SettleTime);
        Report.Progress($"{_curve.Name}: measuring at {size}.");
        var idle = await PerSecond(product, () => Task.Delay(IdleTime));
        var (times, duration) = (new CycleTimes(), TimeSpan.Zero);
        var busy = await PerSecond(product, async () =>
        {
            var start = TimeProvider.System.GetTimestamp();
            times = await Driver(crowd).Drive(Pace.PerSecond(_curve.Rate), TimeSpan.FromSeconds(options.Seconds));
            duration = TimeProvider.System.GetElapsedTime(start);
        });
        var cpu = busy.Since(idle).Times(duration.TotalSeconds / Math.Max(1, times.Completed));
        _failed |= !times.Errors.IsEmpty || times.Completed == 0;
        Write(size, times, cpu, idle);
    }

    /// <summary>The curve ends here.</summary>
    public void Fail(Exception failure)
    {
        _failed = true;
        Report.Progress($"{_curve.Name}: {failure}");
        report.Line(new { bench = "growth", curve = _curve.Name, error = failure.Message.Split('\n')[0] });
    }

    /// <summary>Shows all points. Returns whether every call went as it should.</summary>
    public bool Finish()
    {
        report.Table(_table);
        return !_failed;
    }

    private void Write(int size, CycleTimes times, Cpu cpu, Cpu idle)
    {
        _first ??= cpu.Total;
        var ring = times.Ring.Summarize();
        report.Line(new
        {
            bench = "growth",
            curve = _curve.Name,
            size,
            rate = _curve.Rate,
            calls = times.Completed,
            errors = times.Errors.Values.Sum(),
            times.Skipped,
            cpuMs = Math.Round(cpu.Total, 3),
            serverCpuMs = Math.Round(cpu.Server, 3),
            databaseCpuMs = Math.Round(cpu.Database, 3),
            idleCpuPercent = Math.Round(idle.Total / 10, 1),
            ring,
        });
        foreach (var (why, count) in times.Errors)
            report.Line(new { bench = "growth", curve = _curve.Name, size, error = why, count });
        _table.Row(
            _curve.Name, size, cpu.Total, cpu.Total / _first, cpu.Server, cpu.Database, idle.Total / 10, ring.P50, ring.P99);
    }

    private CallDriver Driver(Crowd crowd) => new(crowd, new CallCycle(options.Connected));

    private static async Task<Cpu> PerSecond(IServer product, Func<Task> work)
    {
        var (before, start) = (Cpu.Of(product), TimeProvider.System.GetTimestamp());
        await work();
        return Cpu.Of(product).Since(before).Times(1 / TimeProvider.System.GetElapsedTime(start).TotalSeconds);
    }
}
