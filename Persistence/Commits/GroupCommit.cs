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
/// Writes of one kind are one statement of the transaction. One whose condition did not hold is no error to PostgreSQL, so it harms no
/// other. After a real error each write is tried by itself.
/// </remarks>
public sealed class GroupCommit : IAsyncDisposable
{
    private const int Attempts = 3;

    private readonly NpgsqlDataSource _database;
    private readonly PersistenceOptions _options;
    private readonly CommitMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly Channel<Write> _queue;
    private readonly ConcurrentQueue<Write> _patient = new();
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
        _queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(_options.CommitQueueLimit)
        {
            SingleReader = _options.CommitLanes == 1,
        });
        _metrics = new CommitMetrics(meters, () => Waiting);
        _lanes = Task.WhenAll(Enumerable.Range(0, _options.CommitLanes).Select(_ => Task.Run(RunLane)));
    }

    /// <summary>How many writes wait.</summary>
    public int Waiting => _queue.Reader.Count + _patient.Count;

    /// <summary>Commits a write in the next transaction.</summary>
    /// <returns>Whether it was written; false when its condition did not hold.</returns>
    /// <exception cref="DatabaseUnavailableException">
    /// The queue is full, or the connection failed: then nobody knows whether it was committed.
    /// </exception>
    /// <exception cref="PostgresException">PostgreSQL refused this write.</exception>
    internal Task<bool> Execute(Write write)
    {
        Enqueue(write);
        return write.Done;
    }

    /// <summary>
    /// Commits a write in the next transaction that another write needs, or in one of its own after
    /// <see cref="PersistenceOptions.CommitPatience"/>.
    /// </summary>
    /// <inheritdoc cref="Execute"/>
    internal Task<bool> ExecutePatiently(Write write)
    {
        if (_options.CommitPatience == TimeSpan.Zero || Waiting >= _options.CommitQueueLimit)
            return Execute(write);
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

    private void Enqueue(Write write)
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
        var group = new List<Write>(_options.CommitGroupSize);
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

    private async Task Commit(IReadOnlyList<Write> group)
    {
        try
        {
            var written = await Run(group);
            foreach (var write in group)
                write.Succeed(written.Contains(write));
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

    private async Task<HashSet<Write>> Run(IReadOnlyList<Write> group)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var activity = CommitMetrics.Start(group);
            var started = _time.GetTimestamp();
            try
            {
                var written = await RunOnce(group);
                _metrics.Committed(group.Count, _time.GetElapsedTime(started), "committed");
                return written;
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
                // The pool may have handed out a connection that died long ago. A write that is run twice finds its
                // version raised: never applied twice.
                if (failure == CommitFailure.Broken && attempt == 1)
                    continue;
                throw new DatabaseUnavailableException("The database did not commit: " + error.Message, error);
            }
        }
    }

    private async Task<HashSet<Write>> RunOnce(IReadOnlyList<Write> group)
    {
        await using var connection = await _database.OpenConnectionAsync();
        // One batch without a transaction of its own is one transaction: it commits when the batch ends.
        await using var batch = new NpgsqlBatch(connection) { Timeout = (int)_options.CommandTimeout.TotalSeconds };
        var statements = Statements(group);
        foreach (var writes in statements)
            batch.BatchCommands.Add(writes[0].Statement(writes));
        var written = new HashSet<Write>();
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            foreach (var writes in statements)
            {
                var ids = new HashSet<Guid>();
                while (await reader.ReadAsync())
                    ids.Add(reader.GetGuid(0));
                written.UnionWith(writes.Where(write => ids.Contains(write.Keys[0])));
                if (await reader.NextResultAsync() == (writes == statements[^1]))
                    throw new InvalidOperationException("A statement of the group cannot return rows: end it with returning or select.");
            }
        }
        return written;
    }

    /// <summary>The writes by statement: a write that has a key in common with an earlier one comes a round after it.</summary>
    private static List<List<Write>> Statements(IEnumerable<Write> group)
    {
        var rounds = new Dictionary<Guid, int>();
        return
        [
            .. group.GroupBy(write => (Round: RoundOf(write), write.Kind, Type: write.GetType()))
                .OrderBy(statement => statement.Key.Round).ThenBy(statement => statement.Key.Kind).Select(statement => statement.ToList()),
        ];

        int RoundOf(Write write)
        {
            var round = write.Keys.Max(key => rounds.GetValueOrDefault(key));
            foreach (var key in write.Keys)
                rounds[key] = round + 1;
            return round;
        }
    }
}
