using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Calls;

/// <summary>A caller waiting for a response. Only the first outcome counts.</summary>
internal abstract class PendingCall
{
    public abstract bool TryFail(Exception error);

    /// <summary>Reads a response from another process, at once.</summary>
    public abstract bool TryComplete(ResponseBody response);
}

internal sealed class PendingCall<T> : PendingCall
{
    // Continuations never run in the turn of the grain that responds.
    private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _source.Task;

    public bool TrySetResult(T value) => _source.TrySetResult(value);

    public override bool TryFail(Exception error) => _source.TrySetException(error);

    public override bool TryComplete(ResponseBody response) =>
        response.Read<T>(out var value) is { } error ? TryFail(error) : TrySetResult(value);
}
