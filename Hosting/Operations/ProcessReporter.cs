using System.Reflection;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Operations;

/// <summary>Reports every few seconds how this process is, and when it leaves.</summary>
public sealed partial class ProcessReporter(
    IGrainFactory grains,
    IEnumerable<IProcessPart> parts,
    IClusterClock clock,
    IOptions<CallsOptions> options,
    TimeProvider time,
    ILogger<ProcessReporter> logger)
    : BackgroundService
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private static readonly string Version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "";

    private readonly string _id = Guid.NewGuid().ToString("N");
    private DateTimeOffset _startedAt;
    private TimeSpan _cpu;
    private long _at;

    private IOperationsGrain Board => grains.GetGrain<IOperationsGrain>(IOperationsGrain.Key);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Board.Leave(_id).WaitAsync(Farewell, time, cancellationToken);
        }
        catch (Exception failure)
        {
            LogSilent(failure.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _startedAt = clock.Now;
        _cpu = Environment.CpuUsage.TotalTime;
        _at = time.GetTimestamp();
        using var timer = new PeriodicTimer(options.Value.ReportInterval, time);
        do
        {
            try
            {
                await Board.Report(Describe());
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogSilent(failure.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private ProcessReport Describe()
    {
        var (cpu, at) = (Environment.CpuUsage.TotalTime, time.GetTimestamp());
        var elapsed = time.GetElapsedTime(_at, at);
        var busy = elapsed > TimeSpan.Zero ? (cpu - _cpu) / elapsed : 0;
        (_cpu, _at) = (cpu, at);
        var report = new ProcessReport
        {
            Id = _id,
            Name = $"{Environment.MachineName}:{Environment.ProcessId}",
            Version = Version,
            StartedAt = _startedAt,
            Processors = busy,
            Memory = Environment.WorkingSet,
        };
        return parts.Aggregate(report, (described, part) => part.AddTo(described));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "This process could not report to the operators' page: {Reason}")]
    private partial void LogSilent(string reason);
}
