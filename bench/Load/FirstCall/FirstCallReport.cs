namespace OrleansCalls.Load.FirstCall;

/// <summary>Says what calls took.</summary>
internal static class FirstCallReport
{
    /// <summary>A measurement as a line.</summary>
    public static void Line(Report report, LoadOptions options, CallCosts run)
    {
        report.Line(new
        {
            bench = "first-call",
            run.Server,
            options.Size.Silos,
            options.Size.Frontends,
            pace = $"{run.Pace}",
            options.Pairs,
            options.Connected,
            calls = run.Times.Completed,
            run.Errors,
            run.Times.Skipped,
            callsPerSecond = Math.Round(run.Rate, 1),
            cpuMs = Known(run.CpuPerCall.Total),
            serverCpuMs = Known(run.CpuPerCall.Server),
            siloCpuMs = Known(run.CpuPerCall.Silos),
            databaseCpuMs = Known(run.CpuPerCall.Database),
            driverCpuMs = Round(run.CpuPerCall.Driver),
            commits = Round(run.DatabasePerCall?.Commits),
            walFlushes = Round(run.DatabasePerCall?.WalSyncs),
            walBytes = Round(run.DatabasePerCall?.WalBytes),
            diskBytes = Round(run.DatabasePerCall?.DiskBytes),
            memoryMiB = Known(run.MemoryMiB),
            ring = run.Times.Ring.Summarize(),
            answer = run.Times.Answer.Summarize(),
            relay = run.Times.Relay.Summarize(),
            end = run.Times.End.Summarize(),
        });
        foreach (var (why, count) in run.Times.Errors)
            report.Line(new { bench = "first-call", run.Server, error = why, count });
    }

    /// <summary>All measurements as a table, and where there are two servers their ratios.</summary>
    public static void Tables(Report report, IReadOnlyList<CallCosts> runs)
    {
        var table = new Table("ms of CPU per call", "pace", "calls/s", "skipped", "errors", "CPU", "server", "database", "driver",
            "ring p50", "ring p99", "relay p99", "end p99");
        foreach (var run in runs)
        {
            var (cpu, times) = (run.CpuPerCall, run.Times);
            table.Row(run.Server, $"{run.Pace}", run.Rate, times.Skipped, run.Errors,
                Known(cpu.Total), Known(cpu.Server), Known(cpu.Database), cpu.Driver,
                times.Ring.Summarize().P50, times.Ring.Summarize().P99, times.Relay.Summarize().P99, times.End.Summarize().P99);
        }

        report.Table(table);
        if (runs.Any(run => run.Server == "bare"))
            Ratios(report, runs);
    }

    private static void Ratios(Report report, IReadOnlyList<CallCosts> runs)
    {
        var table = new Table("product / bare", "rate", "CPU", "CPU without database", "ring p50", "ring p99", "relay p99");
        foreach (var pace in runs.GroupBy(run => run.Pace))
        {
            var ratio = new
            {
                bench = "first-call",
                against = "bare",
                pace = $"{pace.Key}",
                rate = Ratio(pace, run => run.Rate),
                cpu = Ratio(pace, run => run.CpuPerCall.Total),
                serverCpu = Ratio(pace, run => run.CpuPerCall.Server),
                ringP50 = Ratio(pace, run => run.Times.Ring.Summarize().P50),
                ringP99 = Ratio(pace, run => run.Times.Ring.Summarize().P99),
                relayP99 = Ratio(pace, run => run.Times.Relay.Summarize().P99),
            };
            report.Line(ratio);
            table.Row(ratio.pace, ratio.rate, ratio.cpu, ratio.serverCpu, ratio.ringP50, ratio.ringP99, ratio.relayP99);
        }

        report.Table(table);
    }

    private static double Ratio(IEnumerable<CallCosts> runs, Func<CallCosts, double> of)
    {
        var values = runs.ToLookup(run => run.Server, of);
        return Math.Round(Median(values["product"]) / Median(values["bare"]), 2);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    // What nothing was measured of is not nothing.
    private static double? Known(double value) => value == 0 ? null : Round(value);

    private static double? Round(double? value) => value is { } number ? Math.Round(number, 3) : null;
}
