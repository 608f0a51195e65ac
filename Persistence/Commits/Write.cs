using System.Collections.Immutable;
using System.Diagnostics;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>A write that waits for its commit, and whoever awaits it. Those of one kind that share a commit are one statement.</summary>
internal abstract class Write
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ITimer? _patience;

    /// <summary>
    /// What it writes, the first being its own id. Writes that have one in common are never in one statement, and keep their order.
    /// </summary>
    public abstract ImmutableArray<Guid> Keys { get; }

    /// <summary>Its kind among those of its type; within a commit, lower ones come first.</summary>
    public virtual int Kind => 0;

    /// <summary>
    /// One statement for writes of this kind. It returns the id of each that was written: a condition that did not hold is no error, and
    /// harms no other write. It is made anew for each attempt, which may be on another connection.
    /// </summary>
    public abstract NpgsqlBatchCommand Statement(IReadOnlyList<Write> writes);

    /// <summary>Its span in the trace it belongs to, if it is traced.</summary>
    public Activity? Span { get; } = CommitMetrics.StartWrite();

    /// <summary>Ends when it is committed or has failed; false if its condition did not hold.</summary>
    public Task<bool> Done => _done.Task;

    /// <summary>Calls back once if it is neither committed nor failed by then.</summary>
    public void LosePatienceAfter(TimeSpan patience, TimeProvider time, Action callback)
    {
        _patience = time.CreateTimer(_ => callback(), null, patience, Timeout.InfiniteTimeSpan);
        if (Done.IsCompleted)
            _patience.Dispose();
    }

    /// <summary>Its commit is done, with it or, if its condition did not hold, without.</summary>
    public void Succeed(bool written)
    {
        _patience?.Dispose();
        Span?.Dispose();
        _done.TrySetResult(written);
    }

    /// <summary>It is not committed, or nobody knows.</summary>
    public void Fail(Exception error)
    {
        _patience?.Dispose();
        Span?.SetStatus(ActivityStatusCode.Error, error.Message).Dispose();
        _done.TrySetException(error);
    }
}
