namespace Orleans;

/// <summary>Takes part in a lifecycle with functions instead of an object.</summary>
public static class LifecycleExtensions
{
    /// <summary>Calls <paramref name="onStart"/> and <paramref name="onStop"/> at the stage.</summary>
    public static IDisposable Subscribe(this ILifecycleObservable observable, string observerName, int stage, Func<CancellationToken, Task> onStart, Func<CancellationToken, Task>? onStop = null) =>
        observable.Subscribe(observerName, stage, new Functions(onStart, onStop));

    private sealed class Functions(Func<CancellationToken, Task> onStart, Func<CancellationToken, Task>? onStop) : ILifecycleObserver
    {
        public Task OnStart(CancellationToken cancellationToken = default) => onStart(cancellationToken);

        public Task OnStop(CancellationToken cancellationToken = default) => onStop?.Invoke(cancellationToken) ?? Task.CompletedTask;
    }
}
