using OrleansCalls.Presence;

namespace OrleansCalls.Realtime;

/// <summary>
/// How grains reach this process. Orleans holds observers weakly, so the observer is held here, for as long as the process lives.
/// </summary>
public sealed class FrontEndAddress(IGrainFactory grains, IServiceProvider services)
{
    private readonly Lock _gate = new();
    private IFrontEndObserver? _observer;
    private IFrontEndObserver? _reference;

    /// <summary>The reference to give to grains; made when first needed, because that takes a reachable cluster.</summary>
    public IFrontEndObserver Reference
    {
        get
        {
            lock (_gate)
            {
                _observer ??= services.GetRequiredService<FrontEndObserver>();
                return _reference ??= grains.CreateObjectReference<IFrontEndObserver>(_observer);
            }
        }
    }
}
