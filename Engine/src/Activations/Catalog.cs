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
        Settings = new(services.GetRequiredService<IOptions<GrainCollectionOptions>>().Value, services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value);
        using (ExecutionContext.SuppressFlow())
            _collector = node.Time.CreateTimer(static self => ((Catalog)self!).CollectIdle(null), this, Settings.CollectionQuantum, Settings.CollectionQuantum);
    }

    public Node Node { get; }

    public ActivationSettings Settings { get; }

    /// <summary>False once the silo was killed: nothing of the grains' code runs any more.</summary>
    public bool IsAlive { get; private set; } = true;

    public IEnumerable<Activation> Activations => _activations.Values;

    public Activation? Find(GrainId id) => _activations.GetValueOrDefault(id);

    /// <summary>Gives a request to its activation, which it makes if there is none.</summary>
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

    /// <summary>Lets go of the grains whose home is elsewhere in this view, and says which are left, until none is.</summary>
    public async Task Release(MembershipView view)
    {
        var held = _activations.Values.Where(activation => Placement.Home(activation.GrainId, view.Live)?.Equals(Node.Address) != true).ToArray();
        var reason = view.Live.Contains(Node.Address)
            ? new DeactivationReason(DeactivationReasonCode.Migrating, $"The grain's home is another silo since view {view.Version}.")
            : new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops.");
        foreach (var activation in held)
            activation.Deactivate(reason);

        // Where a request does not end, its grain lives on elsewhere after a while; what it still wants to write, its ETag refuses.
        var patience = Task.Delay(Settings.DeactivationTimeout, Node.Time);
        for (var told = MaxNamed + 1; held.Length > 0 && !patience.IsCompleted; held = [.. held.Where(activation => !activation.Deactivated.IsCompleted)])
        {
            if (held.Length < told)
                Node.Link.ReportHeld(view, [.. held.Select(activation => activation.GrainId)]);
            told = Math.Min(told, held.Length);
            await Task.WhenAny(Task.WhenAll(held.Select(activation => activation.Deactivated)), Task.Delay(ReportPeriod, Node.Time), patience);
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

    /// <summary>Deactivates what nobody used for longer than the age, or than its own limit.</summary>
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

        // Before it begins to live, so that this caller is told what goes wrong with that.
        activation.Receive(message);
        activation.Activate();
        return true;
    }
}
