using Orleans.Runtime;
using Orleans.Runtime.Activations;
using Orleans.Runtime.Timers;

namespace Orleans;

/// <summary>Timers of a grain.</summary>
public static class GrainBaseExtensions
{
    /// <summary>
    /// Starts a timer that ends with the activation. A tick waits for its turn like a call. The next period starts when the callback has
    /// ended; an exception from it is logged, and the timer continues.
    /// </summary>
    public static IGrainTimer RegisterGrainTimer(
        this IGrainBase grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return grain.GrainContext is Activation activation && ReferenceEquals(RuntimeContext.Current, activation)
            ? new GrainTimer(activation, callback, options)
            : throw new InvalidOperationException("A grain can register a timer only in one of its turns.");
    }
}
