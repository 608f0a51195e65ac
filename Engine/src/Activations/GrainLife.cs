using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Manifest;

namespace Orleans.Runtime.Activations;

/// <summary>The grain object of an activation, from construction to disposal, with its services, states and timers.</summary>
internal sealed partial class GrainLife(Activation activation, GrainClass grainClass, IServiceProvider services)
{
    private readonly AsyncServiceScope _scope = services.CreateAsyncScope();
    private readonly List<Func<Task>> _states = [];
    private readonly HashSet<IDisposable> _timers = [];

    public Grain? Grain { get; private set; }

    public IServiceProvider Services => _scope.ServiceProvider;

    public void AddState(Func<Task> read) => _states.Add(read);

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
        await Task.WhenAll(_states.Select(read => read())).WaitAsync(cancellation);
        await Grain.OnActivateAsync(cancellation).WaitAsync(cancellation);
    }

    /// <summary>Ends it, whatever fails on the way.</summary>
    /// <param name="reason">What the grain is told.</param>
    /// <param name="tellGrain">Whether to call <c>OnDeactivateAsync</c>: only if the grain was activated.</param>
    /// <param name="cancellation">When to wait no longer.</param>
    public async Task End(DeactivationReason reason, bool tellGrain, CancellationToken cancellation)
    {
        DisposeTimers();
        if (tellGrain)
            await Try(() => Grain!.OnDeactivateAsync(reason, cancellation).WaitAsync(cancellation));
        await Try(async () =>
        {
            if (Grain is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (Grain as IDisposable)?.Dispose();
            await _scope.DisposeAsync();
        });
    }

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

    [LoggerMessage(Level = LogLevel.Error, Message = "{GrainId} failed to deactivate.")]
    private static partial void LogDeactivationFailed(ILogger logger, Exception error, GrainId grainId);
}
