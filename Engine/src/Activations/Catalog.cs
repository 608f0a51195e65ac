using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Calls;
using Orleans.Runtime.Cluster;
using Orleans.Runtime.Manifest;

namespace Orleans.Runtime.Activations;

/// <summary>The activations of one silo.</summary>
internal sealed class Catalog : IDisposable
{
    private const int MaxNamed = 1000;

    private static readonly TimeSpan ReportPeriod = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<GrainId, Activation> _activations = new();
    private readonly GrainManifest _manifest;
    private readonly ITimer _collector;

    public Catalog(Node node)
    {
        Node = node;
        var services = node.Services;
        _manifest = services.GetRequiredService<GrainManifest>();
        var collection = services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value;
        var quantum = collection.CollectionQuantum;
        CollectionAge = collection.CollectionAge;
        QueueLimit = services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value.MaxEnqueuedRequestsHardLimit;
        using (ExecutionContext.SuppressFlow())
            _collector = node.Time.CreateTimer(static self => ((Catalog)self!).CollectIdle(null), this, quantum, quantum);
    }

    public Node Node { get; }

    /// <summary>How long a grain may be idle, unless its class says otherwise.</summary>
    public TimeSpan CollectionAge { get; }

    /// <summary>How many requests one grain may have; 0 for no limit.</summary>
    public int QueueLimit { get; }

    /// <summary>False once the silo was killed: no code of grains runs any more.</summary>
    public bool IsAlive { get; private set; } = true;

    public IEnumerable<Activation> Activations => _activations.Values;

    /// <summary>Passes a request to its activation, which is created if there is none.</summary>
    public void Deliver(Message message)
    {
        while (true)
        {
            if (_activations.TryGetValue(message.Target, out var activation))
            {
                if (activation.Receive(message))
                    return;
                Remove(activation);
            }
            else if (!Node.HomeOf(message.Target).Equals(Node.Address))
            {
                Node.Route(message);
                return;
            }
            else if (TryCreate(message))
            {
                return;
            }
        }
    }

    public void Remove(Activation activation) => _activations.TryRemove(new(activation.GrainId, activation));

    /// <summary>Deactivates the grains that belong to other silos in this view, and reports which are left, until none is.</summary>
    public async Task Release(MembershipView view)
    {
        var held = _activations.Values
            .Where(activation => Placement.Home(activation.GrainId, view.Live)?.Equals(Node.Address) != true)
            .ToArray();
        var reason = view.Live.Contains(Node.Address)
            ? new DeactivationReason(DeactivationReasonCode.Migrating, $"The grain belongs to another silo since view {view.Version}.")
            : new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops.");
        foreach (var activation in held)
            activation.Deactivate(reason);

        // A grain whose request does not end is activated elsewhere after a while; its ETag refuses what it still tries to write.
        var patience = Task.Delay(Activation.Patience, Node.Time);
        var reported = MaxNamed + 1;
        while (held.Length > 0 && !patience.IsCompleted)
        {
            if (held.Length < reported)
                Node.Link.ReportHeld(view, [.. held.Select(activation => activation.GrainId)]);
            reported = Math.Min(reported, held.Length);
            var all = Task.WhenAll(held.Select(activation => activation.Deactivated));
            await Task.WhenAny(all, Task.Delay(ReportPeriod, Node.Time), patience);
            held = [.. held.Where(activation => !activation.Deactivated.IsCompleted)];
        }

        Node.Link.ReportHeld(view, []);
    }

    public Task DeactivateAll(CancellationToken cancellation)
    {
        var all = _activations.Values.ToArray();
        foreach (var activation in all)
            activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The silo stops."));
        return Task.WhenAll(all.Select(activation => activation.Deactivated)).WaitAsync(cancellation);
    }

    /// <summary>Deactivates what was idle for this long, or else for as long as its class allows.</summary>
    public void CollectIdle(TimeSpan? age)
    {
        var now = Node.Time.GetTimestamp();
        foreach (var activation in _activations.Values)
            activation.DeactivateIfIdle(now, age);
    }

    public void Dispose()
    {
        IsAlive = false;
        _collector.Dispose();
        foreach (var activation in _activations.Values)
            activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The silo was killed."));
    }

    private bool TryCreate(Message message)
    {
        var activation = new Activation(this, _manifest.ClassOf(message.Target.Type), message.Target);
        if (!_activations.TryAdd(message.Target, activation))
            return false;

        // Before the activation begins, so that this caller is told if it fails.
        activation.Receive(message);
        activation.Activate();
        return true;
    }
}
