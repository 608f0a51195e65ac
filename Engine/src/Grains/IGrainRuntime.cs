using Orleans.Core;
using Orleans.Timers;

namespace Orleans.Runtime;

/// <summary>What <see cref="Grain"/> needs of its silo.</summary>
public interface IGrainRuntime
{
    /// <summary>Gives references to grains.</summary>
    IGrainFactory GrainFactory { get; }

    /// <summary>The silo in words.</summary>
    string SiloIdentity { get; }

    /// <summary>Starts timers.</summary>
    ITimerRegistry TimerRegistry { get; }

    /// <summary>Makes an activation leave memory when it is idle.</summary>
    void DeactivateOnIdle(IGrainContext grainContext);
}
