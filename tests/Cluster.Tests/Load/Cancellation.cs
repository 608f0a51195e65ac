namespace OrleansCalls.Cluster.Tests.Load;

/// <summary>Cancellation as something to wait for.</summary>
internal static class Cancellation
{
    /// <summary>Completes when the token is cancelled.</summary>
    public static Task WhenCancelled(this CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(() => cancelled.TrySetResult());
        return cancelled.Task;
    }
}
