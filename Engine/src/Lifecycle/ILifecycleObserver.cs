namespace Orleans;

/// <summary>Is started and stopped with what it subscribed to.</summary>
public interface ILifecycleObserver
{
    /// <summary>The stage begins.</summary>
    Task OnStart(CancellationToken cancellationToken = default);

    /// <summary>The stage ends.</summary>
    Task OnStop(CancellationToken cancellationToken = default);
}
