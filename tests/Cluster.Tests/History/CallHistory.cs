using System.Collections.Concurrent;

namespace OrleansCalls.Cluster.Tests.History;

/// <summary>Everything that was done and seen from outside, while it happens.</summary>
public sealed class CallHistory
{
    private readonly ConcurrentQueue<Operation> _operations = new();
    private readonly ConcurrentQueue<Sighting> _sightings = new();
    private readonly ConcurrentQueue<Disruption> _disruptions = new();

    /// <summary>The commands, in the order of their ends.</summary>
    public IReadOnlyCollection<Operation> Operations => _operations;

    /// <summary>What people were told.</summary>
    public IReadOnlyCollection<Sighting> Sightings => _sightings;

    /// <summary>When something was broken.</summary>
    public IReadOnlyCollection<Disruption> Disruptions => _disruptions;

    /// <summary>Every call that was shown to anybody, whether asked for or told.</summary>
    public IEnumerable<Sighting> Seen => _operations
        .Where(operation => operation.Seen is not null)
        .Select(operation => new Sighting(operation.UserId, operation.Completed, operation.Seen!))
        .Concat(_sightings);

    /// <summary>Notes a command.</summary>
    public void Add(Operation operation) => _operations.Enqueue(operation);

    /// <summary>Notes what somebody was told.</summary>
    public void Add(Sighting sighting) => _sightings.Enqueue(sighting);

    /// <summary>Notes that something was broken.</summary>
    public void Add(Disruption disruption) => _disruptions.Enqueue(disruption);
}
