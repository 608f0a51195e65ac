namespace Orleans.Runtime;

/// <summary>Starts and stops observers stage by stage.</summary>
internal class LifecycleSubject : ILifecycleObservable
{
    private readonly List<Subscription> _subscriptions = [];
    private int _highest = int.MinValue;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        var subscription = new Subscription(this, stage, observer);
        lock (_subscriptions)
            _subscriptions.Add(subscription);
        return subscription;
    }

    public async Task OnStart(CancellationToken cancellation)
    {
        foreach (var stage in Stages(descending: false))
        {
            cancellation.ThrowIfCancellationRequested();
            _highest = stage.Key;
            await Task.WhenAll(stage.Select(one => one.Observer.OnStart(cancellation)));
        }
    }

    /// <summary>Stops the stages that were started; what one throws does not keep the others from stopping.</summary>
    public async Task OnStop(CancellationToken cancellation)
    {
        List<Exception>? errors = null;
        foreach (var stage in Stages(descending: true).Where(stage => stage.Key <= _highest))
        {
            try
            {
                await Task.WhenAll(stage.Select(one => one.Observer.OnStop(cancellation)));
            }
            catch (Exception error)
            {
                (errors ??= []).Add(error);
            }
        }

        if (errors is not null)
            throw new AggregateException(errors);
    }

    private IGrouping<int, Subscription>[] Stages(bool descending)
    {
        lock (_subscriptions)
        {
            if (_subscriptions.Count == 0)
                return [];
            var stages = _subscriptions.GroupBy(one => one.Stage);
            return [.. descending ? stages.OrderByDescending(stage => stage.Key) : stages.OrderBy(stage => stage.Key)];
        }
    }

    private sealed record Subscription(LifecycleSubject Subject, int Stage, ILifecycleObserver Observer) : IDisposable
    {
        public void Dispose()
        {
            lock (Subject._subscriptions)
                Subject._subscriptions.Remove(this);
        }
    }
}
