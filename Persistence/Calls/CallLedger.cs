using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>
/// The ledger in PostgreSQL. Lines that belong to no write of a call gather for a second and join the next commit as one statement,
/// so that they cost hardly any of their own.
/// </summary>
public sealed partial class CallLedger : ICallLedger, IAsyncDisposable
{
    private const int BatchSize = 1000;

    private static readonly TimeSpan GatherTime = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _database;
    private readonly GroupCommit _commits;
    private readonly TimeProvider _time;
    private readonly ILogger<CallLedger> _logger;
    private readonly LedgerMetrics _metrics;
    private readonly WaitingLines _waiting;
    private readonly Channel<bool> _wake =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _writing;
    private int _dropped;

    /// <summary>Starts to write.</summary>
    public CallLedger(
        NpgsqlDataSource database,
        GroupCommit commits,
        IOptions<PersistenceOptions> options,
        IOptions<CallsOptions> calls,
        IMeterFactory meters,
        TimeProvider time,
        ILogger<CallLedger> logger)
    {
        _database = database;
        _commits = commits;
        _time = time;
        _logger = logger;
        _waiting = new WaitingLines(options.Value.LedgerQueueLimit, calls.Value.LedgerLinesPerMinute, time);
        _metrics = new LedgerMetrics(meters, () => Waiting);
        _writing = Task.Run(Write);
    }

    public int Waiting => _waiting.Count;

    public void Note(LedgerEntry entry)
    {
        if (_waiting.Add(entry))
        {
            _wake.Writer.TryWrite(true);
            return;
        }

        _metrics.Dropped(1);
        Interlocked.Increment(ref _dropped);
    }

    public async Task<ImmutableArray<LedgerEntry>> Read(string callId, int limit) => Guid.TryParseExact(callId, "D", out var id)
        ? await _database.Command(LedgerRows.ReadSql, Param.Uuid(id), Param.Int(limit)).All(JsonRows.Read<LedgerEntry>)
        : [];

    /// <summary>Writes what is waiting, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _wake.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _writing;
        _stopping.Dispose();
    }

    private async Task Write()
    {
        while (await _wake.Reader.WaitToReadAsync())
        {
            _wake.Reader.TryRead(out _);
            await Pause();
            List<LedgerEntry> batch;
            do
            {
                batch = _waiting.Take(BatchSize);
                while (batch.Count > 0 && !await TryWrite(batch))
                    await Pause();
            }
            while (batch.Count == BatchSize);

            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                LogFull(dropped);
        }
    }

    /// <summary>Writes a batch; false if the database is away and it should be tried again, which a stopping process does not do.</summary>
    private async Task<bool> TryWrite(List<LedgerEntry> batch)
    {
        try
        {
            await _commits.ExecutePatiently(new LedgerWrite(batch));
            return true;
        }
        catch (Exception failure)
        {
            if (failure is DatabaseUnavailableException && !_stopping.IsCancellationRequested)
                return false;
            _metrics.Dropped(batch.Count);
            LogDropped(failure, batch.Count);
            return true;
        }
    }

    private async Task Pause() =>
        await Task.Delay(GatherTime, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "{Count} lines of the ledger are lost: too many were already waiting for the database")]
    private partial void LogFull(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} lines of the ledger could not be written and are lost")]
    private partial void LogDropped(Exception failure, int count);
}
