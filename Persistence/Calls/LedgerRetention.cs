using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>
/// Forgets the lines of the ledger that are older than <see cref="CallsOptions.LedgerRetention"/>. Every silo does; they stay out of each
/// other's way.
/// </summary>
public sealed partial class LedgerRetention(
    NpgsqlDataSource database, IClusterClock clock, IOptions<CallsOptions> options, TimeProvider time, ILogger<LedgerRetention> logger)
        : BackgroundService
{
    private const int BatchSize = 10_000;

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    /// <summary>Forgets what is too old now.</summary>
    public async Task Forget(CancellationToken cancellation)
    {
        int forgotten;
        do
        {
            await using var command = database.Command(
                LedgerRows.ForgetSql, Param.Time(clock.Now - options.Value.LedgerRetention), Param.Int(BatchSize));
            forgotten = await command.ExecuteNonQueryAsync(cancellation);
        }
        while (forgotten == BatchSize);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await Forget(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old lines of the ledger could not be removed; trying again in an hour")]
    private partial void LogFailed(Exception failure);
}
