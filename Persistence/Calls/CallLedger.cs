using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using OrleansCalls.Persistence;

namespace OrleansCalls.Calls;

/// <summary>
/// The ledger in PostgreSQL. Lines that belong to no write of a call gather for a second and go as one statement into the next
/// commit, so that they cost next to none of their own.
/// </summary>
public sealed partial class CallLedger : ICallLedger, IAsyncDisposable
{
    private const int BatchSize = 1000;

    private static readonly TimeSpan s_gatherTime = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _database;
    private readonly GroupCommit _commits;
    private readonly TimeProvider _time;
    private readonly ILogger<CallLedger> _logger;
    private readonly LedgerMetrics _metrics;
    private readonly Channel<LedgerEntry> _queue;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _writing;

    /// <summary>Starts to write.</summary>
    public CallLedger(
        NpgsqlDataSource database, GroupCommit commits, IOptions<PersistenceOptions> options, IMeterFactory meters, TimeProvider time, ILogger<CallLedger> logger)
    {
        _database = database;
        _commits = commits;
        _time = time;
        _logger = logger;
        _queue = Channel.CreateBounded<LedgerEntry>(new BoundedChannelOptions(options.Value.LedgerQueueLimit) { SingleReader = true });
        _metrics = new LedgerMetrics(meters, () => Waiting);
        _writing = Task.Run(Write);
    }

    /// <inheritdoc/>
    public int Waiting => _queue.Reader.Count;

    /// <inheritdoc/>
    public void Note(LedgerEntry entry)
    {
        if (!_queue.Writer.TryWrite(entry))
            _metrics.Dropped(1);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<LedgerEntry>> Read(string callId, int limit)
    {
        if (!Guid.TryParseExact(callId, "D", out var id))
            return [];
        await using var command = _database.Command(LedgerStatements.ReadSql, Param.Uuid(id), Param.Int(limit));
        await using var reader = await command.ExecuteReaderAsync();
        return await LedgerStatements.ReadAll(reader);
    }

    /// <summary>Writes what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _writing;
        _stopping.Dispose();
    }

    private async Task Write()
    {
        var batch = new List<LedgerEntry>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            await Pause();
            while (batch.Count < BatchSize && _queue.Reader.TryRead(out var entry))
                batch.Add(entry);
            while (!await TryWrite(batch))
                await Pause();
            batch.Clear();
        }
    }

    /// <summary>Writes a batch; false when the database is away and it is to be tried again, which a process that stops does not.</summary>
    private async Task<bool> TryWrite(List<LedgerEntry> batch)
    {
        try
        {
            await _commits.ExecutePatiently(LedgerStatements.Insert(batch));
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
        await Task.Delay(s_gatherTime, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} lines of the ledger could not be written and are lost")]
    private partial void LogDropped(Exception failure, int count);
}
