using System.Diagnostics;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>A statement that waits for its commit, and whoever awaits it.</summary>
internal sealed class PendingWrite(NpgsqlBatchCommand statement)
{
    private readonly TaskCompletionSource<int?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _used;
    private ITimer? _patience;

    /// <summary>
    /// The statement for one attempt: a new one each time, because Npgsql notes on it how it is prepared on the connection
    /// that it was run on, and the next attempt may be on another.
    /// </summary>
    public NpgsqlBatchCommand Statement()
    {
        if (!_used)
        {
            _used = true;
            return statement;
        }
        var copy = new NpgsqlBatchCommand(statement.CommandText);
        foreach (var parameter in statement.Parameters)
            copy.Parameters.Add(((NpgsqlParameter)parameter).Clone());
        return copy;
    }

    /// <summary>Its span in the trace it belongs to, if it is traced.</summary>
    public Activity? Span { get; } = CommitMetrics.StartWrite();

    /// <summary>Ends when the statement is committed or has failed.</summary>
    public Task<int?> Done => _done.Task;

    /// <summary>Calls back once if it is neither committed nor failed by then.</summary>
    public void LosePatienceAfter(TimeSpan patience, TimeProvider time, Action callback)
    {
        _patience = time.CreateTimer(_ => callback(), null, patience, Timeout.InfiniteTimeSpan);
        if (Done.IsCompleted)
            _patience.Dispose();
    }

    /// <summary>It is committed, and returned this.</summary>
    public void Succeed(int? returned)
    {
        _patience?.Dispose();
        Span?.Dispose();
        _done.TrySetResult(returned);
    }

    /// <summary>It is not committed, or nobody knows.</summary>
    public void Fail(Exception error)
    {
        _patience?.Dispose();
        Span?.SetStatus(ActivityStatusCode.Error, error.Message).Dispose();
        _done.TrySetException(error);
    }
}
