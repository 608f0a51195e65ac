using System.Reflection;
using Orleans.Core;
using Orleans.Providers;
using Orleans.Runtime.Activations;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Persistence;
using Orleans.Timers;

namespace Orleans.Runtime;

internal sealed class GrainRuntime(Node node, IGrainFactory grains, ITimerRegistry timers) : IGrainRuntime
{
    public IGrainFactory GrainFactory => grains;

    public string SiloIdentity => node.Address.ToString();

    public ITimerRegistry TimerRegistry => timers;

    public void DeactivateOnIdle(IGrainContext grainContext) =>
        grainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));
}
