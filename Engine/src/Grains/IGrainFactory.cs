using Orleans.Runtime;

namespace Orleans;

/// <summary>Gives references to grains and observers. A reference is cheap and never touches the grain until it is called.</summary>
public interface IGrainFactory
{
    /// <summary>The grain with this key.</summary>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>The grain with this key.</summary>
    TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey;

    /// <summary>
    /// Makes an object callable by grains. The engine holds it weakly: keep it alive. Calls to it run one after another.
    /// </summary>
    TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;
}
