using Orleans.Runtime;

namespace Orleans.Timers;

/// <summary>Starts the timers of grains.</summary>
public interface ITimerRegistry
{
    /// <summary>Starts a timer of this activation.</summary>
    IGrainTimer RegisterGrainTimer<TState>(IGrainContext grainContext, Func<TState, CancellationToken, Task> callback, TState state, GrainTimerCreationOptions options);
}
