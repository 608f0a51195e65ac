using System.Globalization;
using System.Text.Json;

namespace OrleansCalls.Load.FirstCall;

/// <summary>Writes a result: JSON lines for machines, then a table for people.</summary>
internal static class FirstCallReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Writes it.</summary>
    public static void Write(FirstCallResult result, TextWriter to)
    {
        foreach (var kind in result.Times.All.Select(times => times.Summarize()))
            to.WriteLine(JsonSerializer.Serialize(
                new { bench = "first-call", metric = kind.Name, kind.Count, kind.P50, kind.P95, kind.P99, kind.Max }, Json));
        to.WriteLine(JsonSerializer.Serialize(new
        {
            bench = "first-call",
            metric = "run",
            result.Options.Rate,
            result.Options.Seconds,
            result.Options.Pairs,
            calls = result.Times.Completed,
            result.Errors,
            secondsTaken = Math.Round(result.Duration.TotalSeconds, 2),
            cpuMsPerCall = result.CpuPerCall,
            commitsPerCall = result.CommitsPerCall,
            walFlushesPerCall = result.FlushesPerCall,
            walBytesPerCall = result.BytesPerCall,
            result.WorkingSetMiB,
        }, Json));
        foreach (var (why, count) in result.Times.Errors)
            to.WriteLine(JsonSerializer.Serialize(new { bench = "first-call", metric = "error", why, count }, Json));

        to.WriteLine();
        to.WriteLine(
            $"{result.Times.Completed} calls, {result.Errors} errors, {result.Options.Rate} calls/s for {result.Options.Seconds} s");
        to.WriteLine($"{"ms",-8}{"count",8}{"p50",9}{"p95",9}{"p99",9}{"max",9}");
        foreach (var kind in result.Times.All.Select(times => times.Summarize()))
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind.Name,-8}{kind.Count,8}{kind.P50,9:0.00}{kind.P95,9:0.00}{kind.P99,9:0.00}{kind.Max,9:0.00}"));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"per call: {result.CpuPerCall:0.00} ms of server CPU, "
            + $"{result.CommitsPerCall:0.00} transactions, {result.FlushesPerCall:0.00} WAL flushes, "
            + $"{result.BytesPerCall:0} bytes of WAL; server memory {result.WorkingSetMiB:0} MiB"));
    }
}
