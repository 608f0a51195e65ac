using System.Diagnostics;
using Npgsql;

namespace OrleansCalls.Persistence;

/// <summary>A statement that waits for its commit, and whoever awaits it.</summary>
internal sealed class PendingWrite(NpgsqlBatchCommand statement)
{
    private readonly TaskCompletionSource<int?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The statement.</summary>
    public NpgsqlBatchCommand Statement { get; } = statement;

    /// <summary>The trace that it belongs to.</summary>
    public ActivityContext Origin { get; } = Activity.Current?.Context ?? default;

    /// <summary>Ends when the statement is committed or has failed.</summary>
    public Task<int?> Done => _done.Task;

    /// <summary>It is committed; what it returned.</summary>
    public void Succeed(int? returned) => _done.TrySetResult(returned);

    /// <summary>It is not, or nobody knows.</summary>
    public void Fail(Exception error) => _done.TrySetException(error);
}
