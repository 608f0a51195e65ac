using Orleans.Runtime;
using Orleans.Runtime.Activations;
using Orleans.Runtime.Timers;

namespace Orleans.Timers;

internal sealed class TimerRegistry(TimeProvider time) : ITimerRegistry
{
    public IGrainTimer RegisterGrainTimer<TState>(IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options)
    {
        ArgumentNullException.ThrowIfNull(callback);
        if (grainContext is not Activation activation || !ReferenceEquals(RuntimeContext.Current, activation))
            throw new InvalidOperationException("A grain timer can only be registered in a turn of its grain.");

        return new GrainTimer(activation, time, cancellation => callback(state, cancellation), options);
    }
}
