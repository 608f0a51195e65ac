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

    public IServiceProvider ServiceProvider => node.Services;

    public SiloAddress SiloAddress => node.Address;

    public string SiloIdentity => node.Address.ToString();

    public TimeProvider TimeProvider => node.Time;

    public ITimerRegistry TimerRegistry => timers;

    public void DeactivateOnIdle(IGrainContext grainContext) =>
        grainContext.Deactivate(new(DeactivationReasonCode.ApplicationRequested, $"{nameof(DeactivateOnIdle)} was called."));

    public void DelayDeactivation(IGrainContext grainContext, TimeSpan timeSpan) => ((Activation)grainContext).DelayDeactivation(timeSpan);

    public IStorage<TGrainState> GetStorage<TGrainState>(IGrainContext grainContext)
    {
        var activation = (Activation)grainContext;
        var named = activation.Class.Type.GetCustomAttribute<StorageProviderAttribute>();
        return new PersistentState<TGrainState>(activation.Class.Type.FullName!, activation, GrainStorages.Find(activation, named?.ProviderName));
    }
}
