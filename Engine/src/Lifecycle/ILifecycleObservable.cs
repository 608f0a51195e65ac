namespace Orleans
{
    /// <summary>Starts its observers stage after stage, the lowest first, and stops them in the reverse order.</summary>
    public interface ILifecycleObservable
    {
        /// <summary>Takes part at a stage until disposed.</summary>
        IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
    }

    /// <summary>Takes part in a lifecycle when that is made.</summary>
    public interface ILifecycleParticipant<in TLifecycleObservable>
        where TLifecycleObservable : ILifecycleObservable
    {
        /// <summary>Subscribes.</summary>
        void Participate(TLifecycleObservable lifecycle);
    }
}

namespace Orleans.Runtime
{
    /// <summary>The life of a silo.</summary>
    public interface ISiloLifecycle : ILifecycleObservable;

    /// <summary>The life of an activation.</summary>
    public interface IGrainLifecycle : ILifecycleObservable;
}
