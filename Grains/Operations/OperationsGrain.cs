using System.Collections.Immutable;

namespace OrleansCalls.Operations;

/// <summary>Remembers what the processes report of themselves.</summary>
public sealed class OperationsGrain(IClusterClock clock) : Grain, IOperationsGrain
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, HeardProcess> _heard = new(StringComparer.Ordinal);

    public Task Report(ProcessReport report)
    {
        var now = clock.Now;
        _heard[report.Id] = new HeardProcess(report, now);
        foreach (var silent in _heard.Values.Where(process => now - process.HeardAt > Memory).ToList())
            _heard.Remove(silent.Report.Id);
        return Task.CompletedTask;
    }

    public Task Leave(string processId)
    {
        _heard.Remove(processId);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<HeardProcess>> Read() => Task.FromResult(_heard.Values.ToImmutableArray());
}
