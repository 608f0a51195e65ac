using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Manifest;

namespace Orleans.Runtime.Activations;

/// <summary>The grain object of one activation from its construction until it is disposed, with its services and timers.</summary>
internal sealed partial class GrainLife(Activation activation, GrainClass grainClass, IServiceProvider services)
{
    private readonly AsyncServiceScope _scope = services.CreateAsyncScope();
    private readonly GrainLifecycle _lifecycle = new();
    private readonly HashSet<IDisposable> _timers = [];

    public object? Grain { get; private set; }

    public IServiceProvider Services => _scope.ServiceProvider;

    public IGrainLifecycle Lifecycle => _lifecycle;

    public void AddTimer(IDisposable timer)
    {
        lock (_timers)
            _timers.Add(timer);
    }

    public void RemoveTimer(IDisposable timer)
    {
        lock (_timers)
            _timers.Remove(timer);
    }

    public async Task Begin(CancellationToken cancellation)
    {
        Grain = grainClass.Construct(Services, activation);
        await _lifecycle.OnStart(cancellation).WaitAsync(cancellation);
        var activated = Grain switch
        {
            Grain known => known.OnActivateAsync(cancellation),
            IGrainBase known => known.OnActivateAsync(cancellation),
            _ => Task.CompletedTask,
        };
        await activated.WaitAsync(cancellation);
    }

    /// <summary>Ends it, whatever fails on the way.</summary>
    /// <param name="reason">What the grain is told.</param>
    /// <param name="tellGrain">Whether <c>OnDeactivateAsync</c> runs: only in a grain that was activated.</param>
    /// <param name="cancellation">When to wait no longer.</param>
    public async Task End(DeactivationReason reason, bool tellGrain, CancellationToken cancellation)
    {
        DisposeTimers();
        if (tellGrain)
            await Try(() => Deactivated(reason, cancellation).WaitAsync(cancellation));
        await Try(async () =>
        {
            await _lifecycle.OnStop(cancellation).WaitAsync(cancellation);
            if (Grain is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (Grain as IDisposable)?.Dispose();
            await _scope.DisposeAsync();
        });
    }

    private Task Deactivated(DeactivationReason reason, CancellationToken cancellation) => Grain switch
    {
        Grain known => known.OnDeactivateAsync(reason, cancellation),
        IGrainBase known => known.OnDeactivateAsync(reason, cancellation),
        _ => Task.CompletedTask,
    };

    private async Task Try(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception error)
        {
            LogDeactivationFailed(activation.Node.Log, error, activation.GrainId);
        }
    }

    private void DisposeTimers()
    {
        IDisposable[] timers;
        lock (_timers)
        {
            timers = [.. _timers];
            _timers.Clear();
        }

        foreach (var timer in timers)
            timer.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{GrainId} failed while it deactivated.")]
    private static partial void LogDeactivationFailed(ILogger logger, Exception error, GrainId grainId);
}
