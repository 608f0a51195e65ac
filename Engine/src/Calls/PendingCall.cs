using Orleans.Runtime.Wire;

namespace Orleans.Runtime.Calls;

/// <summary>A caller waiting for a response. Only the first outcome counts.</summary>
internal interface IPendingCall
{
    bool TryFail(Exception error);

    /// <summary>Reads a response from another process, at once.</summary>
    bool TryComplete(ResponseBody response);
}

// Continuations never run in the turn of the grain that responds.
internal sealed class PendingCall<T>() : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IPendingCall
{
    public bool TryFail(Exception error) => TrySetException(error);

    public bool TryComplete(ResponseBody response) =>
        response.Read<T>(out var value) is { } error ? TryFail(error) : TrySetResult(value);
}
