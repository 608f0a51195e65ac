using Orleans.Core;
using Orleans.Timers;

namespace Orleans.Runtime;

/// <summary>What <see cref="Grain"/> needs of its silo.</summary>
public interface IGrainRuntime
{
    /// <summary>Gives references to grains.</summary>
    IGrainFactory GrainFactory { get; }

    /// <summary>The silo's services.</summary>
    IServiceProvider ServiceProvider { get; }

    /// <summary>The silo.</summary>
    SiloAddress SiloAddress { get; }

    /// <summary>The silo in words.</summary>
    string SiloIdentity { get; }

    /// <summary>The clock of timers.</summary>
    TimeProvider TimeProvider { get; }

    /// <summary>Starts timers.</summary>
    ITimerRegistry TimerRegistry { get; }

    /// <summary>Makes an activation leave memory when it is idle.</summary>
    void DeactivateOnIdle(IGrainContext grainContext);

    /// <summary>Keeps an activation in memory for at least this long.</summary>
    void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan);

    /// <summary>The state of a <see cref="Grain{TGrainState}"/>.</summary>
    IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext);
}
