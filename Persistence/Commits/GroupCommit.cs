using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>
/// Lets writers share transactions, and so the flush of the log that each costs: whatever is waiting when the previous transaction
/// ends goes into the next one, in one round trip. An idle queue adds no delay. A write that nobody waits for can be patient: it
/// rides in another's transaction, and has its own only if none comes in time.
/// </summary>
/// <remarks>
/// A statement returns at most one row with one <c>int</c>; no row says that its condition did not hold. That is no error to
/// PostgreSQL, so it harms no other statement of the transaction. After a real error each statement is tried by itself.
/// It must be able to return rows: the answers of a batch are told apart only by their order.
/// </remarks>
public sealed class GroupCommit : IAsyncDisposable
{
    private const int Attempts = 3;

    private readonly NpgsqlDataSource _database;
    private readonly PersistenceOptions _options;
    private readonly CommitMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Channel<PendingWrite> _queue;
    private readonly ConcurrentQueue<PendingWrite> _patient = new();
    private readonly Task _lanes;

    /// <summary>Starts the lanes.</summary>
    /// <param name="database">A pool with a connection per lane; disposed of with this.</param>
    /// <param name="options">How many lanes, how much in a transaction, how much may wait.</param>
    /// <param name="meters">Makes the meter.</param>
    /// <param name="time">For durations.</param>
    public GroupCommit(NpgsqlDataSource database, PersistenceOptions options, IMeterFactory meters, TimeProvider time)
    {
        _database = database;
        _options = options;
        _time = time;
        _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(_options.CommitQueueLimit)
        {
            SingleReader = _options.CommitLanes == 1,
        });
        _metrics = new CommitMetrics(meters, () => Waiting);
        _lanes = Task.WhenAll(Enumerable.Range(0, _options.CommitLanes).Select(_ => Task.Run(RunLane)));
    }

    /// <summary>How many statements wait.</summary>
    public int Waiting => _queue.Reader.Count + _patient.Count;

    /// <summary>Runs a statement in the next transaction; ends when that is committed.</summary>
    /// <returns>What the statement returned; null for no row.</returns>
    /// <exception cref="DatabaseUnavailableException">
    /// The queue is full, or the connection failed: then nobody knows whether it was committed.
    /// </exception>
    /// <exception cref="PostgresException">PostgreSQL refused this statement.</exception>
    public Task<int?> Execute(NpgsqlBatchCommand statement)
    {
        var write = new PendingWrite(statement);
        Enqueue(write);
        return write.Done;
    }

    /// <summary>
    /// Runs a statement in the next transaction that another write needs, or in one of its own after
    /// <see cref="PersistenceOptions.CommitPatience"/>; ends when that is committed.
    /// </summary>
    /// <inheritdoc cref="Execute"/>
    public Task<int?> ExecutePatiently(NpgsqlBatchCommand statement)
    {
        if (_options.CommitPatience == TimeSpan.Zero || Waiting >= _options.CommitQueueLimit)
            return Execute(statement);
        var write = new PendingWrite(statement);
        _patient.Enqueue(write);
        write.LosePatienceAfter(_options.CommitPatience, _time, EnqueuePatient);
        return write.Done;
    }

    /// <summary>Commits what is waiting, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        EnqueuePatient();
        _queue.Writer.TryComplete();
        await _lanes;
        await _database.DisposeAsync();
    }

    private void Enqueue(PendingWrite write)
    {
        if (_queue.Writer.TryWrite(write))
            return;
        _metrics.Refused();
        write.Fail(new DatabaseUnavailableException(
            $"{_options.CommitQueueLimit} writes wait for the database already; this one is refused."));
    }

    private void EnqueuePatient()
    {
        while (_patient.TryDequeue(out var write))
            Enqueue(write);
    }

    private async Task RunLane()
    {
        var group = new List<PendingWrite>(_options.CommitGroupSize);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < _options.CommitGroupSize && _queue.Reader.TryRead(out var write))
                group.Add(write);
            while (group.Count > 0 && group.Count < _options.CommitGroupSize && _patient.TryDequeue(out var write))
                group.Add(write);
            if (group.Count > 0)
                await Commit(group);
            group.Clear();
        }
    }

    private async Task Commit(IReadOnlyList<PendingWrite> group)
    {
        try
        {
            var returned = await Run(group);
            for (var index = 0; index < group.Count; index++)
                group[index].Succeed(returned[index]);
        }
        catch (PostgresException) when (group.Count > 1)
        {
            foreach (var write in group)
                await Commit([write]);
        }
        catch (Exception error)
        {
            foreach (var write in group)
                write.Fail(error);
        }
    }

    private async Task<int?[]> Run(IReadOnlyList<PendingWrite> group)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var activity = CommitMetrics.Start(group);
            var started = _time.GetTimestamp();
            try
            {
                var returned = await RunOnce(group);
                _metrics.Committed(group.Count, _time.GetElapsedTime(started), "committed");
                return returned;
            }
            catch (Exception error)
            {
                activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, error.Message);
                _metrics.Committed(group.Count, _time.GetElapsedTime(started), "failed");
                var failure = CommitFailures.Classify(error);
                if (failure == CommitFailure.Refused || (failure == CommitFailure.Contended && group.Count > 1))
                    throw;
                if (failure == CommitFailure.Contended && attempt < Attempts)
                    continue;
                // The pool may have handed out a connection that died long ago. A statement that is run twice finds its
                // version raised and returns no row: never applied twice.
                if (failure == CommitFailure.Broken && attempt == 1)
                    continue;
                throw new DatabaseUnavailableException("The database did not commit: " + error.Message, error);
            }
        }
    }

    private async Task<int?[]> RunOnce(IReadOnlyList<PendingWrite> group)
    {
        await using var connection = await _database.OpenConnectionAsync();
        // One batch without a transaction of its own is one transaction: it commits when the batch ends.
        await using var batch = new NpgsqlBatch(connection) { Timeout = (int)_options.CommandTimeout.TotalSeconds };
        foreach (var write in group)
            batch.BatchCommands.Add(write.Statement());
        var returned = new int?[group.Count];
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            for (var index = 0; index < returned.Length; index++)
            {
                if (await reader.ReadAsync())
                    returned[index] = reader.GetInt32(0);
                if (await reader.NextResultAsync() != (index < returned.Length - 1))
                    throw new InvalidOperationException("A statement of the group cannot return rows: end it with returning or select.");
            }
        }
        return returned;
    }
}
