using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;

namespace OrleansCalls.Operations;

/// <summary>Measures the grains in this silo's memory, the same way on every engine, and only while somebody collects it.</summary>
public sealed partial class ActivationGauge : BackgroundService
{
    private readonly IGrainFactory _grains;
    private readonly ILocalSiloDetails _silo;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;
    private readonly ILogger<ActivationGauge> _logger;
    private readonly ObservableGauge<int> _gauge;
    private ImmutableArray<SimpleGrainStatistic> _last = [];

    /// <summary>Makes the instrument.</summary>
    public ActivationGauge(
        IGrainFactory grains,
        ILocalSiloDetails silo,
        IOptions<CallsOptions> options,
        IMeterFactory meters,
        TimeProvider time,
        ILogger<ActivationGauge> logger)
    {
        (_grains, _silo, _interval, _time, _logger) = (grains, silo, options.Value.ReportInterval, time, logger);
        _gauge = meters.Create("OrleansCalls.Silo").CreateObservableGauge(
            "orleanscalls.silo.activations", Read, "{grain}", "Grains in this silo's memory, by type.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!_gauge.Enabled)
                continue;
            try
            {
                _last = [.. await _grains.GetGrain<IManagementGrain>(0).GetSimpleGrainStatistics([_silo.SiloAddress])];
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotCounted(failure.Message);
            }
        }
    }

    private IEnumerable<Measurement<int>> Read() => _last.Select(type => new Measurement<int>(
        type.ActivationCount, new KeyValuePair<string, object?>("grain.type", GrainTypeNames.Short(type.GrainType))));

    [LoggerMessage(Level = LogLevel.Debug, Message = "Activations were not counted: {Reason}")]
    private partial void LogNotCounted(string reason);
}
